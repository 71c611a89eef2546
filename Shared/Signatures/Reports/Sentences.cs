namespace SocialWorkflows.Signatures;

/// <summary>Latvian sentences for staff and residents. Those for residents name no person and no file.</summary>
internal static class Sentences
{
    private const string SignAgain = "Lūdzam parakstīt iesniegumu vēlreiz portālā eParaksts.lv vai lietotnē eParaksts mobile, pievienojot laika zīmogu, un nosūtīt to no jauna.";
    private const string SignAgainEasy = "Lūdzu, parakstiet vēlreiz vietnē eParaksts.lv. Tad sūtiet mums no jauna.";
    private const string OrInPerson = "Iesniegumu var arī iesniegt klātienē, uzrādot personu apliecinošu dokumentu.";
    private const string WillCheck = "Darbinieks pārbaudīs dokumentu un ar Jums sazināsies, ja būs nepieciešama papildu rīcība.";
    private const string WillCheckEasy = "Darbinieks to pārbaudīs. Ja vajadzēs ko darīt, mēs Jums pateiksim.";
    private const string NewFile = "Lūdziet iesniedzējam parakstīt un atsūtīt dokumentu no jauna.";

    public static string ForStaff(SignatureReport report) => MainIssues.Of(report) switch
    {
        MainIssue.Accepted => $"Derīgs kvalificēts elektroniskais paraksts ar laika zīmogu ({Signers(report)}); visi faili ir parakstīti un nav mainīti. Iesniegumu var reģistrēt.",
        MainIssue.Seal => $"Derīgs e-zīmogs ({Signers(report)}), nevis fiziskas personas paraksts. Noskaidrojiet, kas ir iesniedzējs un vai organizācija drīkst viņu pārstāvēt.",
        MainIssue.NotQualified => "Paraksts nav bojāts, bet tas nav kvalificēts, tāpēc neaizstāj pašrocīgu parakstu. Lūdziet parakstīt ar kvalificētu elektronisko parakstu.",
        MainIssue.NoTimeStamp => "Paraksts nav bojāts, bet tam nav uzticama laika zīmoga. Lūdziet parakstīt no jauna ar laika zīmogu vai pieņemiet lēmumu par dokumentu pats.",
        MainIssue.PartlyCovered => "Paraksti ir derīgi, bet ne katrs parakstītājs ir parakstījis visus failus. Pārbaudiet, ko katrs ir parakstījis.",
        MainIssue.UnknownPerson => "Paraksts ir derīgs, bet sertifikātā nav personas koda. Noskaidrojiet parakstītāja identitāti.",
        MainIssue.TrustOverdue => "Paraksts ir derīgs pēc pēdējā zināmā uzticamības saraksta, bet saraksts ir novecojis. Pārbaudiet parakstu vietnē eParaksts.lv; iesniegšanas diena saglabājas.",
        MainIssue.Changed => $"Paraksts nav derīgs: dokuments vai paraksts ir mainīts pēc parakstīšanas. Neizmantojiet šo failu. {NewFile}",
        MainIssue.FormChanged => "Paraksts nav bojāts, bet pēc parakstīšanas PDF veidlapā ir aizpildīti lauki vai pievienotas piezīmes, ko paraksts neaizsargā. Salīdziniet saturu ar iesniedzēju un lemiet pats.",
        MainIssue.FileMissing => $"Konteinerā trūkst faila, kas bija parakstīts. {NewFile}",
        MainIssue.ExtraFile => $"Konteinerā ir fails, ko paraksts neaptver; nav zināms, kas un kad to pievienojis. {NewFile}",
        MainIssue.ContainerContradicts => $"Konteinera satura rādītājs neatbilst failiem tajā. Neizmantojiet šo failu. {NewFile}",
        MainIssue.Malformed => $"Paraksta uzbūve neatbilst standartam, tāpēc nav droši zināms, ko tas aizsargā. {NewFile}",
        MainIssue.Impersonation => "Paraksta failā ir apmainīts sertifikāts: norādītā persona, iespējams, nav parakstījusi. Neizmantojiet šo failu un ziņojiet par to vadītājam.",
        MainIssue.NotTrusted => "Dokuments nav mainīts, bet sertifikāta izdevējs nav starp uzticamajiem. Pārbaudiet parakstu vietnē eParaksts.lv vai lūdziet parakstīt ar kvalificētu elektronisko parakstu.",
        MainIssue.Expired => "Parakstītāja sertifikāts nebija spēkā laikā, ko var pierādīt. Lūdziet parakstīt no jauna ar derīgu sertifikātu un laika zīmogu.",
        MainIssue.NotYetValid => "Parakstītāja sertifikāts parakstīšanas laikā vēl nebija spēkā. Lūdziet parakstīt no jauna, kad sertifikāts ir spēkā.",
        MainIssue.IssuerNotValid => "Dokuments nav mainīts, bet sertifikāta izdevēja sertifikāts nebija spēkā laikā, ko var pierādīt. Pārbaudiet parakstu vietnē eParaksts.lv.",
        MainIssue.Revoked => "Parakstītāja sertifikāts ir atsaukts. Neizmantojiet šo failu; sazinieties ar iesniedzēju.",
        MainIssue.RevocationOpen => "Dokuments nav mainīts, bet paraksta failā nav derīgas ziņas par to, vai sertifikāts nebija atsaukts. Pārbaudiet parakstu vietnē eParaksts.lv.",
        MainIssue.RevocationTiming => "Dokuments nav mainīts, bet ziņa par sertifikāta statusu neatbilst laika zīmogam (iegūta pirms tā vai vairāk nekā dienu pēc tā). Lemj darbinieks.",
        MainIssue.TimeStampBroken => $"Laika zīmogs nav derīgs vai pieder citam parakstam. {NewFile}",
        MainIssue.TimeStampNotTrusted => "Dokuments nav mainīts, bet laika zīmoga izdevējs nav starp uzticamajiem, tāpēc parakstīšanas laiks nav pierādīts. Pārbaudiet parakstu vietnē eParaksts.lv.",
        MainIssue.Weak => "Paraksts izmanto novecojušu vai nezināmu algoritmu, tāpēc tam nevar droši uzticēties. Lūdziet parakstīt no jauna.",
        MainIssue.WrongUse => "Sertifikāts nav paredzēts dokumentu parakstīšanai. Lūdziet parakstīt ar paraksta sertifikātu.",
        MainIssue.UnsafeContainer => "Konteiners ir veidots nedroši un netika atvērts. Neatveriet to paši; lūdziet atsūtīt dokumentu no jauna.",
        MainIssue.Damaged => "Fails ir bojāts un nav nolasāms. Lūdziet atsūtīt to no jauna.",
        MainIssue.EmptyFile => "Fails ir tukšs: tajā nav ne dokumenta, ne paraksta. Lūdziet atsūtīt to no jauna.",
        MainIssue.FileNotFound => "Pārbaudāmais fails norādītajā vietā nav atrasts, tāpēc par parakstu nekas nav zināms. Pārbaudiet faila nosaukumu un mapi.",
        MainIssue.AccessDenied => "Programmai nav tiesību lasīt šo failu, tāpēc par parakstu nekas nav zināms. Lūdziet sistēmas uzturētājam piešķirt lasīšanas tiesības.",
        MainIssue.NotRead => "Pārbaude nav notikusi, jo failu neizdevās nolasīt; par parakstu nekas nav zināms. Mēģiniet vēlreiz vai ziņojiet sistēmas uzturētājam.",
        MainIssue.TrustUnreadable => "Pārbaude nav notikusi, jo nav pieejama uzticamo sertifikātu mape; par parakstu nekas nav zināms. Ziņojiet sistēmas uzturētājam.",
        MainIssue.NoData => "Konteinerā ir paraksts, bet nav neviena dokumenta. Lūdziet atsūtīt pilnu failu.",
        MainIssue.EncryptedPdf => "PDF fails ir šifrēts (aizsargāts ar paroli), tāpēc to nevar pārbaudīt. Lūdziet atsūtīt nešifrētu, parakstītu failu.",
        MainIssue.UnsupportedOther => "Fails ir parakstīts formātā, ko šī programma nepārbauda. Pārbaudiet to vietnē eParaksts.lv un ierakstiet rezultātu.",
        MainIssue.OfficeSignature => "Office dokumentam ir tajā iebūvēts paraksts, ko šī programma nepārbauda. Apskatiet parakstu Office programmā un ierakstiet rezultātu vai lūdziet parakstīt portālā eParaksts.lv.",
        MainIssue.EvidenceOnly => "Konteinerā ir pierādījumu ieraksts par to, kad faili pastāvēja, bet neviena personas paraksta, ko šī programma pazīst. Pārbaudiet to vietnē eParaksts.lv vai lūdziet dokumentu parakstīt.",
        MainIssue.OldContainer => $"Fails ir parakstīts vecā vai citas valsts formātā ({report.Container}), ko šī programma nepārbauda. Pārbaudiet to vietnē eParaksts.lv vai izdevēja valsts rīkā un ierakstiet rezultātu.",
        MainIssue.Encrypted => "Ziņa ir šifrēta, un to šeit nevar izlasīt. Lūdziet iesniedzējam atsūtīt dokumentu nešifrētu, parakstītu portālā eParaksts.lv.",
        MainIssue.OnlyTimeStamp => "Failam ir tikai laika zīmogs: tas pierāda, kad fails pastāvēja, bet neviens to nav parakstījis. Lūdziet dokumentu parakstīt.",
        MainIssue.SignedInside => $"Pats fails nav parakstīts; tajā ir faili, kas ir parakstīti vai netika atvērti ({Inner(report)}). Vērtējiet katru iekšējo failu atsevišķi.",
        MainIssue.SenderMismatch => "Ziņa nav mainīta, bet nevar apstiprināt, ka parakstītājs ir tās sūtītājs. Noskaidrojiet sūtītāja identitāti.",
        MainIssue.MessageResent => "Paraksts nav veidots ziņas datumā; tā var būt atkārtoti nosūtīta veca ziņa. Neizmantojiet to un sazinieties ar iesniedzēju.",
        MainIssue.SelfSigned => "Sertifikātu parakstītājs ir izdevis pats sev (pašparakstīts sertifikāts), tāpēc neviens neapliecina, kas viņš ir. Lūdziet parakstīt ar kvalificētu elektronisko parakstu.",
        MainIssue.TestCertificate => "Parakstīts ar testa sertifikātu, kam nav juridiska spēka. Lūdziet parakstīt ar īstu elektroniskā paraksta sertifikātu.",
        MainIssue.TrustListMissing => "Dokuments nav mainīts, bet sertifikāta izdevēja valsts uzticamības saraksta šeit nav vai tas ir novecojis. Programma pārbaudi atkārtos; iesniegšanas diena saglabājas. Ja jāsteidzas, pārbaudiet parakstu vietnē eParaksts.lv.",
        MainIssue.IssuerRevoked => "Dokuments nav mainīts, bet sertifikāta izdevēja sertifikāts ir atsaukts. Pārbaudiet parakstu vietnē eParaksts.lv; ja tas nav derīgs, lūdziet parakstīt no jauna.",
        MainIssue.IssuerConstraints => "Dokuments nav mainīts, bet sertifikāts vai tā izdevējs neatbilst paša izdevēja noteiktajiem ierobežojumiem. Pārbaudiet parakstu vietnē eParaksts.lv.",
        MainIssue.InnerLayer => "Parakstītajā ziņā ir vēl viens paraksta vai šifrējuma slānis. Noskaidrojiet, kurš un ko ir parakstījis.",
        MainIssue.NotSigned => "Fails nav elektroniski parakstīts. Atbildiet iesniedzējam, kā parakstīt.",
        var issue => throw Unknown(issue),
    };

    public static string ForResident(SignatureReport report) => MainIssues.Of(report) switch
    {
        MainIssue.Accepted => "Jūsu elektroniskais paraksts ir derīgs. Papildu rīcība nav nepieciešama.",
        MainIssue.Seal => $"Dokumentam ir organizācijas e-zīmogs, nevis personas elektroniskais paraksts. {SignAgain}",
        MainIssue.NotQualified => $"Dokumenta paraksts nav kvalificēts elektroniskais paraksts. {SignAgain} {OrInPerson}",
        MainIssue.NoTimeStamp => $"Dokumenta parakstam nav laika zīmoga, kas apliecina parakstīšanas laiku. {SignAgain}",
        MainIssue.TrustOverdue => $"Dokumenta parakstu vēl pārbaudām; iesniegšanas diena saglabājas. {WillCheck}",
        MainIssue.Changed => $"Dokuments ir mainīts pēc parakstīšanas, tāpēc paraksts vairs nav derīgs. {SignAgain}",
        MainIssue.FileMissing or MainIssue.NoData => $"Parakstītajā failā trūkst dokumenta, uz kuru attiecas paraksts. {SignAgain}",
        MainIssue.ExtraFile => $"Parakstītajā failā ir vēl kāds dokuments, uz kuru paraksts neattiecas. {SignAgain}",
        MainIssue.ContainerContradicts or MainIssue.Malformed or MainIssue.Impersonation or MainIssue.TimeStampBroken =>
            $"Dokumenta elektroniskais paraksts nav derīgs. {SignAgain} {OrInPerson}",
        MainIssue.NotTrusted => $"Dokumenta parakstītāja sertifikāta izdevējs nav atzīts par uzticamu. {SignAgain} {OrInPerson}",
        MainIssue.Expired => $"Parakstītāja sertifikāts nebija derīgs vai tā derīguma laiku nevar pierādīt. {SignAgain}",
        MainIssue.NotYetValid => $"Parakstītāja sertifikāts parakstīšanas laikā vēl nebija spēkā. {SignAgain}",
        MainIssue.EmptyFile => $"Atsūtītais fails ir tukšs. {SignAgain}",
        MainIssue.FileNotFound or MainIssue.AccessDenied or MainIssue.NotRead or MainIssue.TrustUnreadable => $"Dokuments vēl nav pārbaudīts. {WillCheck}",
        MainIssue.SelfSigned => $"Dokuments ir parakstīts ar paša izdotu sertifikātu, ko nevar pārbaudīt. {SignAgain} {OrInPerson}",
        MainIssue.TestCertificate => $"Dokuments ir parakstīts ar testa sertifikātu, kas nav derīgs iesniegumiem. {SignAgain} {OrInPerson}",
        MainIssue.TrustListMissing or MainIssue.RevocationOpen => $"Dokumenta parakstu vēl pārbaudām; iesniegšanas diena saglabājas. {WillCheck}",
        MainIssue.IssuerRevoked or MainIssue.IssuerConstraints or MainIssue.IssuerNotValid or MainIssue.OfficeSignature or MainIssue.EvidenceOnly => $"Dokumenta parakstu neizdevās pārbaudīt automātiski. {WillCheck}",
        MainIssue.Revoked => $"Parakstītāja sertifikāts ir atsaukts, tāpēc paraksts nav izmantojams. {OrInPerson}",
        MainIssue.Weak or MainIssue.WrongUse => $"Dokuments ir parakstīts veidā, kas vairs nav atzīts par drošu vai nav paredzēts dokumentiem. {SignAgain}",
        MainIssue.TimeStampNotTrusted => $"Dokumenta laika zīmoga izdevējs nav atzīts par uzticamu. {WillCheck}",
        MainIssue.RevocationTiming or MainIssue.PartlyCovered or MainIssue.UnknownPerson or MainIssue.UnsupportedOther =>
            $"Dokumenta parakstu neizdevās pārbaudīt automātiski. {WillCheck}",
        MainIssue.FormChanged => $"PDF dokumentā pēc parakstīšanas ir veiktas izmaiņas, uz kurām paraksts neattiecas. {WillCheck}",
        MainIssue.EncryptedPdf => $"Atsūtītais PDF fails ir aizsargāts ar paroli, tāpēc parakstu nevar pārbaudīt. {SignAgain}",
        MainIssue.UnsafeContainer or MainIssue.Damaged => $"Atsūtītais fails ir bojāts vai nav droši atverams. {SignAgain}",
        MainIssue.OldContainer or MainIssue.InnerLayer or MainIssue.SenderMismatch => $"Dokumenta parakstu neizdevās pārbaudīt automātiski. {WillCheck}",
        MainIssue.SignedInside => $"Atsūtītajā arhīvā ir parakstīti faili. {WillCheck}",
        MainIssue.Encrypted => $"Jūsu ziņa ir šifrēta, tāpēc to nevaram izlasīt. Lūdzam nosūtīt dokumentu nešifrētu. {SignAgain}",
        MainIssue.OnlyTimeStamp => $"Dokumentam ir tikai laika zīmogs, nevis paraksts. {SignAgain}",
        MainIssue.MessageResent => $"Ziņas paraksts nav veidots ziņas nosūtīšanas laikā. {SignAgain} {OrInPerson}",
        MainIssue.NotSigned => $"Dokuments nav elektroniski parakstīts. Lūdzam to parakstīt ar drošu elektronisko parakstu portālā eParaksts.lv vai lietotnē eParaksts mobile un nosūtīt no jauna. {OrInPerson}",
        var issue => throw Unknown(issue),
    };

    public static string ForResidentEasy(SignatureReport report) => MainIssues.Of(report) switch
    {
        MainIssue.Accepted => "Jūsu e-paraksts ir labs. Jums nekas nav jādara.",
        MainIssue.Seal => $"Šeit ir iestādes zīmogs. Mums vajag cilvēka parakstu. {SignAgainEasy}",
        MainIssue.NotQualified => $"Šis e-paraksts mums neder. {SignAgainEasy}",
        MainIssue.NoTimeStamp => $"E-parakstam nav laika zīmoga. {SignAgainEasy}",
        MainIssue.TrustOverdue => $"Mēs vēl pārbaudām parakstu. Iesniegšanas diena nemainās. {WillCheckEasy}",
        MainIssue.Changed => $"Dokuments ir mainīts pēc parakstīšanas. Tāpēc paraksts neder. {SignAgainEasy}",
        MainIssue.FileMissing or MainIssue.NoData => $"Failā trūkst dokumenta. {SignAgainEasy}",
        MainIssue.ExtraFile => $"Failā ir dokuments, kas nav parakstīts. {SignAgainEasy}",
        MainIssue.ContainerContradicts or MainIssue.Malformed or MainIssue.Impersonation or MainIssue.TimeStampBroken or MainIssue.Weak or MainIssue.WrongUse =>
            $"Šis e-paraksts neder. {SignAgainEasy}",
        MainIssue.NotTrusted => $"Mēs nevaram uzticēties šim e-parakstam. {SignAgainEasy}",
        MainIssue.Expired => $"E-paraksta derīgums ir beidzies. {SignAgainEasy}",
        MainIssue.NotYetValid => $"E-paraksta derīgums vēl nav sācies. {SignAgainEasy}",
        MainIssue.EmptyFile => $"Fails ir tukšs. {SignAgainEasy}",
        MainIssue.FileNotFound or MainIssue.AccessDenied or MainIssue.NotRead or MainIssue.TrustUnreadable => $"Mēs vēl neesam pārbaudījuši dokumentu. {WillCheckEasy}",
        MainIssue.SelfSigned or MainIssue.TestCertificate => $"Šis e-paraksts nav īsts. {SignAgainEasy}",
        MainIssue.TrustListMissing or MainIssue.RevocationOpen => $"Mēs vēl pārbaudām parakstu. Iesniegšanas diena nemainās. {WillCheckEasy}",
        MainIssue.IssuerRevoked or MainIssue.IssuerConstraints or MainIssue.IssuerNotValid or MainIssue.OfficeSignature or MainIssue.EvidenceOnly => $"Dators nevarēja pārbaudīt parakstu. {WillCheckEasy}",
        MainIssue.Revoked => "Šis e-paraksts ir slēgts. Lūdzu, atnāciet pie mums. Paņemiet līdzi pasi vai ID karti.",
        MainIssue.TimeStampNotTrusted or MainIssue.RevocationTiming or MainIssue.PartlyCovered or MainIssue.UnknownPerson
            or MainIssue.UnsupportedOther => $"Dators nevarēja pārbaudīt parakstu. {WillCheckEasy}",
        MainIssue.FormChanged => $"PDF failā kaut kas ir mainīts pēc parakstīšanas. {WillCheckEasy}",
        MainIssue.EncryptedPdf => $"Failu sargā parole. Mēs to nevaram atvērt. {SignAgainEasy}",
        MainIssue.UnsafeContainer or MainIssue.Damaged => $"Failu nevar atvērt. {SignAgainEasy}",
        MainIssue.OldContainer or MainIssue.InnerLayer or MainIssue.SenderMismatch or MainIssue.SignedInside => $"Dators nevarēja pārbaudīt parakstu. {WillCheckEasy}",
        MainIssue.Encrypted => $"Jūsu ziņa ir aizslēgta. Mēs to nevaram izlasīt. {SignAgainEasy}",
        MainIssue.OnlyTimeStamp => $"Dokumentam ir laiks, bet nav paraksta. {SignAgainEasy}",
        MainIssue.MessageResent => $"Šis e-paraksts neder. {SignAgainEasy}",
        MainIssue.NotSigned => "Dokuments nav parakstīts. Lūdzu, parakstiet to vietnē eParaksts.lv un sūtiet vēlreiz. Varat arī atnākt pie mums. Paņemiet līdzi pasi vai ID karti.",
        var issue => throw Unknown(issue),
    };

    /// <summary>What the sentences for the resident ask of them.</summary>
    public static ResidentStep StepOf(SignatureReport report) => MainIssues.Of(report) switch
    {
        MainIssue.Accepted => ResidentStep.Nothing,
        MainIssue.TrustOverdue or MainIssue.TrustListMissing or MainIssue.TimeStampNotTrusted or MainIssue.RevocationOpen or MainIssue.RevocationTiming or MainIssue.PartlyCovered
            or MainIssue.UnknownPerson or MainIssue.UnsupportedOther or MainIssue.FormChanged or MainIssue.OldContainer or MainIssue.InnerLayer or MainIssue.SenderMismatch
            or MainIssue.SignedInside or MainIssue.IssuerRevoked or MainIssue.IssuerConstraints or MainIssue.IssuerNotValid or MainIssue.OfficeSignature or MainIssue.EvidenceOnly
            or MainIssue.FileNotFound or MainIssue.AccessDenied or MainIssue.NotRead or MainIssue.TrustUnreadable => ResidentStep.Wait,
        MainIssue.Revoked => ResidentStep.ComeInPerson,
        _ => ResidentStep.SignAgain,
    };

    private static ArgumentOutOfRangeException Unknown(MainIssue issue) => new(nameof(issue), issue, "There are no words for this issue.");

    private static string Inner(SignatureReport report) => string.Join(", ", report.Inner.Select(i => $"{i.File}: {EtsiWords.Of(i.Verdict)}"));

    private static string Signers(SignatureReport report) => string.Join(", ", report.Signatures.Select(s => s.Signer?.Name).Distinct(StringComparer.Ordinal));
}
