using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Functions.Demo;

/// <summary>The sample messages. Everybody and everything in them is invented.</summary>
internal static class DemoParts
{
    private static readonly DemoResident Gertrude = new(
        "r-gertrude", "Ģertrūde", "Ķirse-Ļaudone", "000141-10017", "gertrude.kirse@inbox.example", "Ziedoņu iela 4-2, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Arnolds = new(
        "r-arnolds", "Arnolds", "Žīgurs", "000238-10025", "a.zigurs@mail.example", "„Mežnoras”, Grundzāles pagasts, LV-4713", DemoKey.Rsa2048);

    private static readonly DemoResident Ieva = new(
        "r-ieva", "Ieva", "Šņore", "000185-20031", "ieva.snore@inbox.example", "Limbažu iela 11-7, Smiltene, LV-4729", DemoKey.EcdsaP384);

    private static readonly DemoResident Karlis = new(
        "r-karlis", "Kārlis", "Ūdriņš", "000172-10043", "karlis.udrins@mail.example", "Rīgas iela 18, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Elina = new(
        "r-elina", "Elīna", "Čakste-Āboliņa", "000190-20056", "elina.cakste@mail.example", "Pils iela 3-1, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Oksana = new(
        "r-oksana", "Oksana", "Ģībiete", "000194-20068", "oksana@mail.example", "Smiltene (adrese nav izpaužama)", DemoKey.EcdsaP256);

    private static readonly DemoResident Jazeps = new(
        "r-jazeps", "Jāzeps", "Ērglis", "000166-10074", "jazeps.erglis@mail.example", "Dakteru iela 44, Smiltene, LV-4729", DemoKey.Rsa2048);

    private static readonly DemoResident Vilma = new(
        "r-vilma", "Vilma", "Čurkste", "000135-20082", "vilma.curkste@inbox.example", "Baznīcas laukums 9-3, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Helmuts = new(
        "r-helmuts", "Helmuts", "Šķēle-Grīva", "000129-10091", "helmuts@mail.example", "„Kalnadzirnavas”, Blomes pagasts, LV-4707", DemoKey.EcdsaP384);

    private static readonly DemoResident Zenta = new(
        "r-zenta", "Zenta", "Ņikuļceva", "000144-20103", "zenta.n@mail.example", "Daugavas iela 22-14, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Fricis = new(
        "r-fricis", "Fricis", "Jēkabsons-Ūsiņš", "000151-10115", "fricis.ju@inbox.example", "Atmodas iela 2-40, Smiltene, LV-4729", DemoKey.Rsa2048);

    private static readonly DemoResident Biruta = new(
        "r-biruta", "Biruta", "Ozoliņa-Ģēģere", "000148-20126", "biruta.og@inbox.example", "Abulas iela 1-6, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Valdis = new(
        "r-valdis", "Valdis", "Ķīķeris", "000177-10138", "valdis.kikeris@mail.example", "Smiltene, bez pastāvīgas adreses", DemoKey.EcdsaP256);

    private static readonly DemoResident Nikolajs = new(
        "r-nikolajs", "Nikolajs", "Žuks", "000163-10141", "nikolajs.zuks@mail.example", "Edvarta Virzas iela 5-2, Iecava, LV-3913", DemoKey.EcdsaP384);

    private static readonly DemoResident Monika = new(
        "r-monika", "Monika", "Vaišļa", "000146-20157", "monika.vaisla@inbox.example", "Liepu iela 3, Andrupene, LV-5687", DemoKey.EcdsaP256);

    private static readonly DemoResident Agnese = new(
        "r-agnese", "Agnese", "Ūsele-Žagare", "000157-20163", "agnese.usele@mail.example", "Jaunā iela 8-2, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Rihards = new(
        "r-rihards", "Rihards", "Šķipsna", "000169-10172", "rihards.skipsna@mail.example", "Kalēju iela 6, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Austra = new(
        "r-austra", "Austra", "Ģēģermane", "000143-20184", "austra.g@inbox.example", "Parka iela 1-9, Smiltene, LV-4729", DemoKey.EcdsaP256);

    private static readonly DemoResident Talivaldis = new(
        "r-talivaldis", "Tālivaldis", "Ļoļāns", "000181-10195", "talivaldis.l@mail.example", "„Ūdensrozes”, Bilskas pagasts, LV-4706", DemoKey.EcdsaP256);

    private static readonly DemoDocument Income = new("izzina_par_ienakumiem.pdf", "Izziņa par ienākumiem", "Vecuma pensija: 412,60 euro mēnesī.", "Citu ienākumu nav.");

    private static readonly DemoDocument Doctor = new("gimenes_arsta_izzina_027u.pdf", "Ģimenes ārsta izziņa (027/u)", "Nepieciešama palīdzība ikdienas darbos.", "Akūtu un lipīgu slimību nav.");

    public static IReadOnlyList<DemoPart> All { get; } =
    [
        new()
        {
            Id = "granted",
            Municipality = "smiltene",
            Resident = Gertrude,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(1),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien!\n\nPielikumā nosūtu parakstītu iesniegumu par aprūpi mājās.\n\nAr cieņu\nĢertrūde Ķirse-Ļaudone",
            Documents = [Application(Gertrude, "aprūpe mājās", "Pēc kritiena nevaru pati gatavot un iepirkties."), Income, Doctor],
            Pace = new Dictionary<string, int> { [Steps.Approval] = 6 },
            LeftAt = Steps.Approval,
        },
        new()
        {
            Id = "refused",
            Municipality = "smiltene",
            Resident = Arnolds,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(2),
            Subject = "Iesniegums par vietu pansionātā",
            Text = "Labdien, lūdzu piešķirt vietu pansionātā. Iesniegums pielikumā.\nArnolds Žīgurs",
            Container = "Iesniegums.asice",
            Documents = [Application(Arnolds, "ilgstoša sociālā aprūpe institūcijā", "Vientuļš, tālu no pilsētas."), Income, Doctor],
            Outcome = Outcomes.Refused,
            LeftAt = Steps.Proposal,
        },
        new()
        {
            Id = "completed",
            Municipality = "smiltene",
            Resident = Ieva,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(3),
            Subject = "Iesniegums grupu mājas pakalpojumam",
            Text = "Labdien!\n\nVēlos dzīvot grupu dzīvoklī. Iesniegums pievienots.\n\nIeva Šņore",
            Documents = [Application(Ieva, "grupu mājas (dzīvokļa) pakalpojums", "Vēlos dzīvot patstāvīgi."), Income],
            LateDocuments = [Doctor, new DemoDocument("psihiatra_atzinums.pdf", "Psihiatra atzinums", "Speciālu kontrindikāciju nav.", "Piemērotākais: grupu dzīvoklis.")],
            Missing = ["ARSTA_IZZINA", "PSIHIATRA_ATZINUMS"],
            FacilityId = "GRUPU_DZ_SMILTENE",
            Channel = "hand",
            Pace = new Dictionary<string, int> { [Steps.Answer] = 8 },
            LeftAt = Steps.Answer,
        },
        new()
        {
            Id = "unsigned",
            Municipality = "smiltene",
            Resident = Karlis,
            Delivery = DemoDelivery.Unsigned,
            ArrivesAfter = TimeSpan.FromHours(4),
            Subject = "Lūgums par aprūpi mājās mammai",
            Text = "Labdien, nosūtu iesniegumu. Kārlis",
            Documents = [Application(Karlis, "aprūpe mājās", "Mammai vajag palīdzību.")],
        },
        new()
        {
            Id = "tampered",
            Municipality = "smiltene",
            Resident = Karlis,
            Delivery = DemoDelivery.Tampered,
            ArrivesAfter = TimeSpan.FromHours(5),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien, iesniegums pielikumā. Kārlis Ūdriņš",
            Documents = [Application(Karlis, "aprūpe mājās", "Mammai vajag palīdzību.")],
        },
        new()
        {
            Id = "crisis",
            Municipality = "smiltene",
            Resident = Oksana,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromDays(5) + TimeSpan.FromHours(15.7),
            Subject = "Krīzes centrs",
            Text = "Esmu ar bērnu krīzes centrā kopš vakardienas. Parakstītu lūgumu sūtu tagad.",
            Documents = [Application(Oksana, "krīzes centra pakalpojums", "Nevaru droši atgriezties mājās.")],
            Outcome = Outcomes.Admitted,
            Channel = "hand",
            Pace = new Dictionary<string, int> { [Steps.Admission] = 0 },
            LeftAt = Steps.Admission,
        },
        new()
        {
            Id = "withdrawn",
            Municipality = "smiltene",
            Resident = Elina,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(6),
            Subject = "Iesniegums par asistenta pakalpojumu",
            Text = "Labdien! Lūdzu piešķirt asistenta pakalpojumu.\nElīna Čakste-Āboliņa",
            Documents =
            [
                Application(Elina, "asistenta pakalpojums", "Vajag pavadoni uz darbu."),
                new DemoDocument("invaliditates_apliecibas_kopija.pdf", "Invaliditātes apliecība (kopija)", "II grupa, līdz 31.12.2027."),
            ],
            Withdraws = true,
            Outcome = Outcomes.Withdrawn,
            LeftAt = Steps.Needs,
        },
        new()
        {
            Id = "iecava",
            Municipality = "iecava",
            Resident = Gertrude,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(7),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien!\n\nPa vasaru dzīvoju Iecavā pie meitas un lūdzu aprūpi mājās arī tur.\n\nĢertrūde Ķirse-Ļaudone",
            Documents =
            [
                Application(Gertrude, "aprūpe mājās", "Vasarā dzīvoju pie meitas."),
                Income,
                new DemoDocument("zinas_par_apgadniekiem.pdf", "Ziņas par likumīgajiem apgādniekiem", "Meita Iecavā, strādā."),
            ],
            LeftAt = Steps.Documents,
        },
        new()
        {
            Id = "notice",
            Municipality = "smiltene",
            Resident = Jazeps,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(8),
            Subject = "Aprūpe mājās – iesniegums",
            Text = "Labdien! Pievienoju iesniegumu.\nJāzeps Ērglis",
            Container = "iesniegums_aprupe_majas.asice",
            Documents = [Application(Jazeps, "aprūpe mājās", "Palīdzība pēc operācijas."), Income, Doctor],
            Channel = "e-address",
            LeftAt = Steps.Notice,
        },
        new()
        {
            Id = "unclear",
            Municipality = "smiltene",
            Resident = Vilma,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(9),
            Subject = "Vēlreiz lūdzu palīdzēt",
            Text = "Labdien! Vairs nevaru viena tikt galā. Iesniegums pielikumā.\nVilma Čurkste",
            Documents = [Application(Vilma, "nezinu, kas man vajadzīgs", "Grūti staigāt un nest ūdeni."), Income, Doctor],
            ServiceId = "APR_MAJAS",
            Outcome = Outcomes.Partly,
            LeftAt = Steps.Registration,
        },
        new()
        {
            Id = "queued",
            Municipality = "smiltene",
            Resident = Helmuts,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(25),
            Subject = "Iesniegums par vietu sociālās aprūpes centrā",
            Text = "Labdien! Lūdzu vietu sociālās aprūpes centrā „Trapene”.\nHelmuts Šķēle-Grīva",
            Container = "Iesniegums.asice",
            Documents = [Application(Helmuts, "ilgstoša sociālā aprūpe institūcijā", "Nevaru dzīvot viens."), Income, Doctor],
            FacilityId = "TRAPENE",
            HeldOutside = 60,
            Outcome = Outcomes.Queued,
            Pace = new Dictionary<string, int> { [Steps.Queue] = 5 },
            LeftAt = Steps.Documents,
        },
        new()
        {
            Id = "signing",
            Municipality = "smiltene",
            Resident = Zenta,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(10),
            Subject = "Aprūpe mājās manam vīram un man",
            Text = "Labdien! Iesniegums ar parakstu pielikumā.\nZenta Ņikuļceva",
            Documents = [Application(Zenta, "aprūpe mājās", "Vīrs nevar piecelties."), Income, Doctor],
            HasEAddress = true,
            LeftAt = Steps.Signing,
        },
        new()
        {
            Id = "contest",
            Municipality = "smiltene",
            Resident = Fricis,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(1.5),
            Subject = "Asistenta pakalpojuma iesniegums no Friča",
            Text = "Sveiki, lūdzu piešķirt asistentu.\nFricis Jēkabsons-Ūsiņš",
            Documents =
            [
                Application(Fricis, "asistenta pakalpojums", "Nevaru pats nokļūt uz darbu."),
                new DemoDocument("invaliditates_apliecibas_kopija.pdf", "Invaliditātes apliecība (kopija)", "I grupa, bez termiņa."),
            ],
            Channel = "hand",
            LeftAt = Steps.Contest,
        },
        new()
        {
            Id = "split",
            Municipality = "smiltene",
            Resident = Biruta,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(26.5),
            Subject = "Iesniegums par vairākiem pakalpojumiem",
            Text = "Labdien! Lūdzu aprūpi mājās, asistenta pakalpojumu un vietu grupu dzīvoklī.\nBiruta Ozoliņa-Ģēģere",
            Documents =
            [
                Application(Biruta, "aprūpe mājās, asistenta pakalpojums, grupu dzīvoklis", "Slikti redzu un nevaru dzīvot viena."),
                Income,
                Doctor,
                new DemoDocument("invaliditates_apliecibas_kopija.pdf", "Invaliditātes apliecība (kopija)", "I grupa, bez termiņa."),
            ],
            ServiceId = "APR_MAJAS",
            Also = [("ASIST_PILNG", Outcomes.Refused), ("GRUPU_MAJA", Outcomes.Partly)],
            FacilityId = null,
            LeftAt = Steps.Registration,
        },
        new()
        {
            Id = "shelter",
            Municipality = "smiltene",
            Resident = Valdis,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(27),
            Subject = "Iesniegums par vietu patversmē",
            Text = "Labdien! Man nav kur dzīvot, lūdzu vietu patversmē.\nValdis Ķīķeris",
            Documents = [Application(Valdis, "patversmes pakalpojums", "Zaudēju mājokli."), Income, Doctor],
            Channel = "hand",
            LeftAt = Steps.Start,
        },
        new()
        {
            Id = "iecava-care",
            Municipality = "iecava",
            Resident = Nikolajs,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(28),
            Subject = "Iesniegums par ilgstošu sociālo aprūpi institūcijā",
            Text = "Labdien! Lūdzu ilgstošas sociālās aprūpes pakalpojumu. Iesniegums pielikumā.\nNikolajs Žuks",
            Documents =
            [
                Application(Nikolajs, "ilgstoša sociālā aprūpe institūcijā", "Psihiskas slimības dēļ nevaru dzīvot viens."),
                Income,
                new DemoDocument("zinas_par_apgadniekiem.pdf", "Ziņas par likumīgajiem apgādniekiem", "Apgādnieku nav."),
                Doctor,
            ],
            LateDocuments = [new DemoDocument("psihiatra_atzinums.pdf", "Psihiatra atzinums", "Speciālu kontrindikāciju nav.", "Piemērotākais: ilgstoša aprūpe institūcijā.")],
            Missing = ["PSIHIATRA_ATZINUMS"],
            Pace = new Dictionary<string, int> { [Steps.Answer] = 4 },
            LeftAt = Steps.Answer,
        },
        new()
        {
            Id = "dagda",
            Municipality = "kraslava",
            Resident = Monika,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(29),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien! Dzīvoju Andrupenē, lūdzu aprūpi mājās.\nMonika Vaišļa",
            Documents = [Application(Monika, "aprūpe mājās", "Nevaru pati nest malku un ūdeni."), Income, Doctor],
            ServiceId = "APR_MAJAS",
            RuleSet = "dagda",
            LeftAt = Steps.Registration,
        },
        new()
        {
            Id = "bounced",
            Municipality = "smiltene",
            Resident = Agnese,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(4.2),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien! Iesniegums pielikumā.\nAgnese Ūsele-Žagare",
            Documents = [Application(Agnese, "aprūpe mājās", "Pēc operācijas nevaru celt."), Income, Doctor],
            Channel = "signed-email",
            Bounces = true,
            LeftAt = Steps.Notice,
        },
        new()
        {
            Id = "contested",
            Municipality = "smiltene",
            Resident = Rihards,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(4.4),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien! Iesniegums pielikumā.\nRihards Šķipsna",
            Documents = [Application(Rihards, "aprūpe mājās", "Vajag vairāk stundu."), Income, Doctor],
            Channel = "hand",
            Contest = DemoContest.InTime,
            Pace = new Dictionary<string, int> { [Steps.ContestResult] = 10 },
            LeftAt = Steps.ContestHandOver,
        },
        new()
        {
            Id = "contested-late",
            Municipality = "smiltene",
            Resident = Austra,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(4.6),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien! Iesniegums pielikumā.\nAustra Ģēģermane",
            Documents = [Application(Austra, "aprūpe mājās", "Grūti staigāt."), Income, Doctor],
            Channel = "hand",
            Contest = DemoContest.Late,
            Pace = new Dictionary<string, int> { [Steps.ContestResult] = 10 },
            LeftAt = Steps.Contest,
        },
        new()
        {
            Id = "extended",
            Municipality = "smiltene",
            Resident = Talivaldis,
            Delivery = DemoDelivery.Signed,
            ArrivesAfter = TimeSpan.FromHours(4.8),
            Subject = "Iesniegums par aprūpi mājās",
            Text = "Labdien! Iesniegums pielikumā.\nTālivaldis Ļoļāns",
            Documents = [Application(Talivaldis, "aprūpe mājās", "Vajadzīga palīdzība, gadiem strādāju ārzemēs."), Income, Doctor],
            Extends = true,
            Pace = new Dictionary<string, int> { [Steps.Needs] = 20 },
            LeftAt = Steps.Needs,
        },
        new()
        {
            Id = "machine",
            Municipality = "smiltene",
            Resident = Arnolds,
            Delivery = DemoDelivery.MachineMail,
            ArrivesAfter = TimeSpan.FromHours(26),
            Subject = "Automātiska atbilde: Esmu prombūtnē",
            Text = "Šobrīd vēstules nelasu.",
        },
    ];

    public static DemoPart? Of(CaseState state) => All.FirstOrDefault(p => p.MessageId == state.Received?.MessageId)?.For(state);

    private static DemoDocument Application(DemoResident resident, string service, string problem) => new(
        "Iesniegums.pdf",
        "Iesniegums sociālā pakalpojuma saņemšanai",
        $"Iesniedzējs: {resident.FullName}, personas kods {resident.PersonalCode}",
        $"Adrese: {resident.Address}",
        $"Problēmas apraksts: {problem}",
        $"Vēlamais pakalpojums: {service}");
}
