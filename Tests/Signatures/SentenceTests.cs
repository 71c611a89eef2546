using SocialWorkflows.Signatures;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Whatever the inspector finds, staff and resident are told what it is and what comes next, in words of their own.</summary>
public sealed class SentenceTests
{
    /// <summary>How each step is worded for residents, official and easy.</summary>
    private static readonly Dictionary<ResidentStep, (string Official, string Easy)> Steps = new()
    {
        [ResidentStep.Nothing] = ("nav nepieciešama", "nekas nav jādara"),
        [ResidentStep.Wait] = ("Darbinieks pārbaudīs", "Darbinieks to pārbaudīs"),
        [ResidentStep.SignAgain] = ("parakstīt", "parakstiet"),
        [ResidentStep.ComeInPerson] = ("klātienē", "atnāciet pie mums"),
    };

    public static TheoryData<ReasonCode, Indication> Reasons => new(
        from code in Enum.GetValues<ReasonCode>()
        from effect in new[] { Indication.Indeterminate, Indication.TotalFailed }
        select (code, effect));

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Sentences_EveryReason_SayWhatItIsAndWhatComesNext(ReasonCode code, Indication effect)
    {
        var report = Report(new Reason(code, effect, SubIndication.FormatFailure, "x"));

        var words = (report.ForStaff, report.ForResident, report.ForResidentEasy);

        words.ForStaff.ShouldNotBe(Unsigned.ForStaff, "the words for an unsigned file are no words for this");
        words.ForResident.ShouldNotBe(Unsigned.ForResident);
        words.ForStaff.Split('.', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThan(1, words.ForStaff);
        words.ForResident.ShouldContain(Steps[report.ResidentStep].Official);
        words.ForResidentEasy.ShouldContain(Steps[report.ResidentStep].Easy);
        words.ForResidentEasy.Split('.', '!', '?').ShouldAllBe(sentence => sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 12);
    }

    [Fact]
    public void Sentences_EveryIssue_HasItsOwnWordsForStaff()
    {
        var words = Enum.GetValues<ReasonCode>().GroupBy(MainIssues.OfReason).Select(g => Report(new Reason(g.First(), Indication.TotalFailed, SubIndication.FormatFailure, "x")).ForStaff).ToList();

        words.ShouldBeUnique();
    }

    /// <summary>What each text has to say, and what it must not, because the finding does not show it.</summary>
    [Theory]
    [InlineData(ReasonCode.CertificateExpired, "nebija spēkā", "vēl nebija", "derīgums ir beidzies", "vēl nav sācies")]
    [InlineData(ReasonCode.ExpiredWithoutTimeStamp, "nebija spēkā", "vēl nebija", "derīgums ir beidzies", "vēl nav sācies")]
    [InlineData(ReasonCode.CertificateNotYetValid, "vēl nebija spēkā", "beidzies", "vēl nav sācies", "beidzies")]
    [InlineData(ReasonCode.IssuerNotValid, "izdevēja sertifikāts nebija spēkā", "Parakstītāja sertifikāts", "nevarēja pārbaudīt", "beidzies")]
    [InlineData(ReasonCode.UnsignedFile, "paraksts neaptver", "pēc parakstīšanas", "nav parakstīts", "pievienots")]
    [InlineData(ReasonCode.EmptyFile, "ir tukšs", "bojāts", "ir tukšs", "nevar atvērt")]
    [InlineData(ReasonCode.FileNotFound, "nav atrasts", "bojāts", "vēl neesam pārbaudījuši", "bojāts")]
    [InlineData(ReasonCode.AccessDenied, "nav tiesību", "bojāts", "vēl neesam pārbaudījuši", "bojāts")]
    [InlineData(ReasonCode.NotRead, "neizdevās nolasīt", "bojāts", "vēl neesam pārbaudījuši", "bojāts")]
    [InlineData(ReasonCode.TrustUnreadable, "sertifikātu mape", "bojāts", "vēl neesam pārbaudījuši", "bojāts")]
    [InlineData(ReasonCode.DamagedContainer, "ir bojāts", "tukšs", "nevar atvērt", "tukšs")]
    [InlineData(ReasonCode.Revoked, "ir atsaukts", "beidzies", "slēgts", "beidzies")]
    [InlineData(ReasonCode.DataChanged, "mainīts pēc parakstīšanas", "nav mainīts", "mainīts pēc parakstīšanas", "trūkst")]
    [InlineData(ReasonCode.SignedFileMissing, "trūkst faila", "mainīts", "trūkst dokumenta", "mainīts")]
    [InlineData(ReasonCode.WrongKeyUsage, "nav paredzēts dokumentu parakstīšanai", "novecojušu", "neder", "beidzies")]
    public void Sentences_Reason_SayWhatIsKnownAndNothingElse(ReasonCode code, string staff, string notStaff, string easy, string notEasy)
    {
        var report = Report(new Reason(code, Indication.Indeterminate, SubIndication.FormatFailure, "x"));

        report.ForStaff.ShouldContain(staff);
        report.ForStaff.ShouldNotContain(notStaff);
        report.ForResidentEasy.ShouldContain(easy);
        report.ForResidentEasy.ShouldNotContain(notEasy);
        report.ForResident.ShouldNotContain(notEasy);
    }

    [Fact]
    public void Words_EverySubIndication_IsOneOfEn319102()
    {
        string[] standard =
        [
            "FORMAT_FAILURE", "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "SIG_CONSTRAINTS_FAILURE", "CHAIN_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE", "EXPIRED", "NOT_YET_VALID",
            "NO_SIGNING_CERTIFICATE_FOUND", "NO_CERTIFICATE_CHAIN_FOUND", "CERTIFICATE_CHAIN_GENERAL_FAILURE", "OUT_OF_BOUNDS_NO_POE", "REVOKED_NO_POE", "REVOKED_CA_NO_POE",
            "REVOCATION_OUT_OF_BOUNDS_NO_POE", "TIMESTAMP_ORDER_FAILURE", "SIGNED_DATA_NOT_FOUND", "TRY_LATER",
        ];

        Enum.GetValues<SubIndication>().Select(EtsiWords.Of).ShouldBeSubsetOf(standard);
    }

    [Theory]
    [InlineData(ReasonCode.TrustListMissing, true)]
    [InlineData(ReasonCode.RevocationNotChecked, true)]
    [InlineData(ReasonCode.TimeStampNotTrusted, true)]
    [InlineData(ReasonCode.SelfSigned, false)]
    [InlineData(ReasonCode.FormChangedLater, false)]
    [InlineData(ReasonCode.DataChanged, false)]
    public void MayChange_OnlyWhatTimeCanMend(ReasonCode code, bool may) => Report(new Reason(code, Indication.Indeterminate, SubIndication.TryLater, "x")).MayChange.ShouldBe(may);

    private static SignatureReport Unsigned => new() { File = "a.edoc", Container = "ZIP", Verdict = ContainerVerdict.NotSigned };

    private static SignatureReport Report(Reason reason) => new()
    {
        File = "a.edoc",
        Container = "ASiC-E",
        Verdict = reason.Effect == Indication.TotalFailed ? ContainerVerdict.TotalFailed : ContainerVerdict.Indeterminate,
        Signatures = [new SignatureResult { Indication = reason.Effect, SubIndication = reason.SubIndication, Format = "XAdES", Level = SignatureLevel.LT, Reasons = [reason] }],
    };
}
