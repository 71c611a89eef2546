using System.Security.Cryptography.X509Certificates;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Signatures;
using SocialWorkflows.Tests.Signatures;
using SocialWorkflows.Tests.Signatures.Pdf;
using SocialWorkflows.Tests.Signatures.Trust;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>What a signature means for the way of a message: who applies, what the sender is told, and what is looked at again.</summary>
public sealed class SignatureIntakeTests
{
    private static DateTimeOffset At => DemoFolder.Beginning;

    [Fact]
    public async Task F23_TrustedListNotAtHand_SenderToldTheDayIsKeptAndTheCaseOpensWhenItComes()
    {
        await using var house = await WayHouse.StartAsync();
        var (authority, person) = ListedLater();
        var mail = Mail("f23", new AsiceSigner(Residents.Pki).Sign(person, [Pdf], At.AddMinutes(-10), DemoLevel.T));
        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId!);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, SignedApplication.Checking));
        var answer = house.Sender.Left.ShouldHaveSingleItem();
        answer.Text.ShouldContain("Saņemšanas diena saglabājas");
        answer.Text.ShouldNotContain("nav derīgs");

        await house.MoveAsync(TimeSpan.FromHours(3));
        (await house.RowOfAsync(mail.MessageId!)).Disposition.ShouldBe(Dispositions.Review, "nothing changed, so nothing may happen");
        FetchList(house, authority);
        await house.MoveAsync(TimeSpan.FromHours(5));

        row = await house.RowOfAsync(mail.MessageId!);
        row.Disposition.ShouldBe(Dispositions.NewCase);
        var state = await house.StateAsync(new CaseRef(row.Municipality, row.CaseId!));
        state.Received!.ReceivedOn.ShouldBe(house.Terms.DayOf(At));
        house.Sender.Left.ShouldNotContain(m => m.Text!.Contains("nav derīgs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task F23_ListSaysTheAuthorityIsWithdrawn_TheListOfLettersAndTheSenderAreToldOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var (authority, person) = ListedLater();
        var mail = Mail("f23-withdrawn", new AsiceSigner(Residents.Pki).Sign(person, [Pdf], At.AddMinutes(-10), DemoLevel.T));
        house.Deliver(mail);
        await house.SettleAsync();
        FetchList(house, authority, "withdrawn");

        await house.MoveAsync(TimeSpan.FromDays(3));

        var row = await house.RowOfAsync(mail.MessageId!);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, SignedApplication.Invalid));
        house.Sender.Left.Count.ShouldBe(2);
        house.Sender.Left[1].Text!.ShouldContain("nav derīgs");
        (await house.Client.GetInstanceAsync(MessageInput.InstanceOf(row.IntakeId), CancellationToken.None))!.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task F23_ListNeverComes_StaysWithThePersonAndTheSenderHearsOnce()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Mail("f23-never", new AsiceSigner(Residents.Pki).Sign(ListedLater().Person, [Pdf], At.AddMinutes(-10), DemoLevel.T));
        house.Deliver(mail);

        await house.MoveAsync(TimeSpan.FromDays(40));

        (await house.RowOfAsync(mail.MessageId!)).Reason.ShouldBe(SignedApplication.Checking);
        house.Sender.Left.ShouldHaveSingleItem();
        (await house.Client.GetInstanceAsync(MessageInput.InstanceOf((await house.RowOfAsync(mail.MessageId!)).IntakeId), CancellationToken.None))!.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task F23_PersonOpensTheCaseMeanwhile_TheRepeatedCheckChangesNothing()
    {
        await using var house = await WayHouse.StartAsync();
        var (authority, person) = ListedLater();
        var mail = Mail("f23-person", new AsiceSigner(Residents.Pki).Sign(person, [Pdf], At.AddMinutes(-10), DemoLevel.T));
        house.Deliver(mail);
        await house.SettleAsync();
        var opened = await OpenAsync(house, await house.RowOfAsync(mail.MessageId!), "000155-10015");
        FetchList(house, authority);

        await house.MoveAsync(TimeSpan.FromHours(2));

        (await house.Intake.ListAsync("smiltene", null, CancellationToken.None)).ShouldHaveSingleItem().CaseId.ShouldBe(opened.CaseId);
        (await house.StateAsync(opened)).Received!.Applicant.PersonalCode.ShouldBe("000155-10015");
    }

    [Fact]
    public async Task B41_RevocationNotShown_IsCheckedAndNotCalledInvalid() =>
        await ExpectAsync(new AsiceSigner(Residents.Pki).Sign(Residents.Berta, [Pdf], At.AddMinutes(-10), DemoLevel.T), SignedApplication.Checking, "Saņemšanas diena saglabājas");

    [Fact]
    public async Task B41_NoTimeStamp_IsAskedForAgain() =>
        await ExpectAsync(new AsiceSigner(Residents.Pki).Sign(Residents.Berta, [Pdf], At.AddMinutes(-10), DemoLevel.B), SignedApplication.Invalid, "trūkst laika zīmoga");

    [Fact]
    public async Task B38_Seal_IsNamedAsSuchAndAPersonsSignatureAskedFor() =>
        await ExpectAsync(Residents.Container(Residents.Pki.Seal("zimogs", "SIA Izdoma", "40000000000"), At, "Iesniegums.pdf"), SignedApplication.Sealed, "kvalificēts elektroniskais paraksts");

    [Fact]
    public async Task B38_SelfSigned_IsInvalid() =>
        await ExpectAsync(new AsiceSigner(Residents.Pki).Sign(Signer(null, "C=LV, CN=Pats Sev, SERIALNUMBER=PNOLV-000160-10021"), [Pdf], At.AddMinutes(-10), DemoLevel.T), SignedApplication.Invalid, "nav derīgs");

    [Fact]
    public async Task B46_ContainerOfAnotherState_IsCheckedByAPersonAndNotCalledUnsigned() => await ExpectAsync(
        ContainerZip.Write([new("mimetype", "application/vnd.lt.archyvai.adoc-2008"u8.ToArray()), new("dokuments.pdf", [1]), new("META-INF/signatures/signatures0.xml", "<x/>"u8.ToArray())]),
        SignedApplication.Unclear,
        "Saņemšanas diena saglabājas",
        "Iesniegums.adoc");

    [Fact]
    public async Task B37_SignerWithoutACode_WaitsForAPersonAndNobodyIsCalledInvalid() => await ExpectAsync(
        new AsiceSigner(Residents.Pki).Sign(Signer(Residents.Pki.Issuing, "C=EE, CN=Mari Maasikas, OID.2.5.4.4=Maasikas, OID.2.5.4.42=Mari"), [Pdf], At.AddMinutes(-10), DemoLevel.T),
        SignedApplication.ForeignSigner,
        answer: null);

    [Fact]
    public async Task Accept_ApplicationNamesSomebodyElse_RepresentativeCheckAndTheRegistrarOpensTheCase()
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Mail("rep", Signed([Residents.Berta], "Iesniedzējs: Anna Izdomātā, 000135-10018\r\nPārstāvis: Berta Izdomātā, 000155-10015\r\n"));
        house.Deliver(mail);
        await house.SettleAsync();
        var row = await house.RowOfAsync(mail.MessageId!);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, SignedApplication.Representative));
        house.Sender.Left.ShouldBeEmpty();

        var opened = await OpenAsync(house, row, "000135-10018");

        (await house.StateAsync(opened)).Received!.Applicant.PersonalCode.ShouldBe("000135-10018");
        (await house.Get<ICaseBoard>().FindByPersonAsync("smiltene", "000135-10018", CancellationToken.None)).ShouldBe([opened]);
    }

    [Fact]
    public async Task Accept_HouseholdSignsWhatNamesThemAll_CaseOfTheFirstNamed()
    {
        await using var house = await WayHouse.StartAsync();
        var second = Residents.Person("otrs", "Otrs", "Parakstītājs", "000160-10021");

        var opened = await house.OpenCaseAsync(Mail("household", Signed([second, Residents.Berta], "Iesniedzēja 000155-10015, mājsaimniecībā arī 000160-10021")));

        (await house.StateAsync(opened)).Received!.Applicant.PersonalCode.ShouldBe("000155-10015");
    }

    [Theory]
    [InlineData("Iesniedzēja 000155-10015, mājsaimniecībā vīrs 000160-10021", true)]
    [InlineData("Iesniedzēja 000155-10015, mājsaimniecībā 320000-12345", true)]
    [InlineData("Iesniedzēja 000155-10015, bērns 000515-20011", false)]
    [InlineData("Iesniedzēja 000155-10015", false)]
    public async Task Accept_ApplicationNamesAdultsWhoDidNotSign_CaseOpensAndTheFileSaysSo(string text, bool remarked)
    {
        await using var house = await WayHouse.StartAsync();

        var opened = await house.OpenCaseAsync(Mail("others", Signed([Residents.Berta], text)));

        var file = (await house.StateAsync(opened)).Received!.Files.Single(f => f.Signature is not null);
        (file.Remarks ?? []).Contains(FileWords.OthersUnsigned).ShouldBe(remarked);
        house.Sender.Left.ShouldNotContain(m => m.Text!.Contains("nav derīgs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Accept_SecondSignerWhomTheApplicationDoesNotName_IsLeftToAPerson()
    {
        var second = Residents.Person("otrs", "Otrs", "Parakstītājs", "000160-10021");

        await ExpectAsync(Signed([Residents.Berta, second], "Iesniedzēja 000155-10015"), SignedApplication.SeveralSigners, answer: null);
    }

    [Fact]
    public async Task B47_BlankFormCorrectlySigned_IsKeptAndCalledNotFilled()
    {
        await using var house = await WayHouse.StartAsync();
        var blank = new PdfDraft().Append((7, Field("a")), (10, Field("b")), (11, Field("c")), (6, "<< /Fields [7 0 R 10 0 R 11 0 R] >>"));
        var container = new AsiceSigner(Residents.Pki).Sign(Residents.Berta, [new DemoFile("iesniegums_aprupe_majas.pdf", "application/pdf", blank.Bytes)], At.AddMinutes(-10));

        var opened = await house.OpenCaseAsync(Mail("blank", container));

        var file = (await house.StateAsync(opened)).Received!.Files.Single(f => f.Name == "iesniegums_aprupe_majas.pdf");
        file.Remarks.ShouldNotBeNull().ShouldContain(FileWords.NotFilled);
        file.SuggestedDocument.ShouldBeNull();
        (await house.Get<IDocumentStore>().GetAsync(file.FileId, CancellationToken.None)).ToArray().ShouldBe(blank.Bytes);
    }

    [Fact]
    public void B47_FilledForm_IsNotCalledBlank()
    {
        var filled = new PdfDraft().Append((7, Field("a")), (10, Field("b", "(Anna)")), (11, Field("c")), (6, "<< /Fields [7 0 R 10 0 R 11 0 R] >>"));

        ApplicationText.IsBlankForm(filled.Bytes).ShouldBeFalse();
    }

    private static DemoFile Pdf => new("Iesniegums.pdf", "application/pdf", "%PDF-1.4 iesniegums"u8.ToArray());

    private static string Field(string name, string value = "()") => $"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({name}) /V {value} /Rect [50 600 150 620] >>";

    private static byte[] Signed(IReadOnlyList<DemoPerson> signers, string text) =>
        new AsiceSigner(Residents.Pki).Sign(signers, [new DemoFile("iesniegums.txt", "text/plain", Encoding.UTF8.GetBytes(text))], At.AddMinutes(-10));

    private static OutgoingMail Mail(string id, byte[] container, string name = "Iesniegums.edoc") =>
        Residents.Letter(id, At) with { Attachments = [new OutgoingAttachment(name, "application/vnd.etsi.asic-e+zip", container)] };

    private static DemoPerson Signer(X509Certificate2? issuer, string subject) => new(
        "signer", CertificateIssuer.Issue(new CertificateProfile(DemoRole.Person, new X500DistinguishedName(subject), DemoKey.EcdsaP256, At.AddYears(-1), At.AddYears(1)) with { Qualified = true }, issuer));

    /// <summary>An authority that only a list not yet at hand names, and somebody it certified.</summary>
    private static (X509Certificate2 Authority, DemoPerson Person) ListedLater()
    {
        var authority = CertificateIssuer.Issue(
            new CertificateProfile(DemoRole.Authority, new X500DistinguishedName("C=LV, O=Izdoma, CN=Izdomas ICA"), DemoKey.EcdsaP256, At.AddYears(-2), At.AddYears(2)), null);
        return (authority, Signer(authority, "C=LV, CN=Berta Izdomātā, OID.2.5.4.4=Izdomātā, OID.2.5.4.42=Berta, SERIALNUMBER=PNOLV-000155-10015"));
    }

    private static void FetchList(WayHouse house, X509Certificate2 authority, string status = "granted")
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(house.Data.Trust, "signers")).FullName, "operator.pem"), TestList.Operator.ExportCertificatePem());
        house.Get<RefreshedTrust>().TakeOver(
            new TestList { NextUpdate = "<dateTime>2027-01-01T00:00:00Z</dateTime>" }.Service("Izdomas ICA", "CA/QC", authority, status, extensions: TestList.Additional("ForeSignatures")).Signed());
    }

    private static Task<CaseRef> OpenAsync(WayHouse house, IntakeRow row, string code) =>
        new CodelessApplications(house.Intake, house.Get<IDocumentStore>(), house.Get<MessageFiles>(), house.Journal, house.Get<OutboxDrain>(), house.Get<WebForms>(), house.Get<MunicipalityDirectory>())
            .OpenAsync(row, new CodelessApplicant("Anna", "Izdomātā", code), house.Person(Roles.Registrar), CancellationToken.None);

    private static async Task ExpectAsync(byte[] container, string reason, string? answer, string name = "Iesniegums.edoc")
    {
        await using var house = await WayHouse.StartAsync();
        var mail = Mail("expect", container, name);
        house.Deliver(mail);
        await house.SettleAsync();

        var row = await house.RowOfAsync(mail.MessageId!);
        (row.Disposition, row.Reason).ShouldBe((Dispositions.Review, reason));
        if (answer is null)
        {
            house.Sender.Left.ShouldBeEmpty();
        }
        else
        {
            house.Sender.Left.ShouldHaveSingleItem().Text!.ShouldContain(answer);
        }
    }
}
