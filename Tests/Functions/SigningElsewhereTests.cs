using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Demo.Pki;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>A decision signed outside with the head's own certificate and uploaded: only exactly this letter, by this person.</summary>
public sealed class SigningElsewhereTests
{
    private const string HeadsCode = "000170-10004";

    private static DateTimeOffset At => DemoFolder.Beginning;

    private static DemoPerson Head => Residents.Person("head", "Māra", "Lēmēja", HeadsCode);

    [Fact]
    public async Task AcceptSigned_DraftOfTheDaySignedByTheHead_SetsTheDecisionDate()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);

        await UploadAsync(house, reference, Head, await DraftAsync(house, reference));

        var state = await house.StateAsync(reference);
        state.Decision!.DecidedOn.ShouldBe(house.Terms.DayOf(house.Now));
        state.Decision.FileName.ShouldBe("lemums.edoc");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Notice]);
    }

    [Fact]
    public async Task AcceptSigned_SignedBySomebodyElse_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);

        (await RefusalAsync(house, reference, Residents.Berta, await DraftAsync(house, reference))).ShouldBe("other-signer");
    }

    [Fact]
    public async Task AcceptSigned_AnotherLetter_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);

        (await RefusalAsync(house, reference, Head, "%PDF-1.4 another letter"u8.ToArray())).ShouldBe("other-letter");
    }

    [Fact]
    public async Task AcceptSigned_DraftOfAnotherDay_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);
        var draft = await DraftAsync(house, reference);
        await house.MoveAsync(TimeSpan.FromDays(1));

        (await RefusalAsync(house, reference, Head, draft)).ShouldBe("other-letter");
    }

    [Fact]
    public async Task AcceptSigned_ContainerChangedAfterwards_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);
        var container = Sign(house, Head, await DraftAsync(house, reference));
        container[container.Length / 2] ^= 1;

        var record = await house.ReadAsync(reference);
        var refused = await Should.ThrowAsync<CommandRefusedException>(() => house.Get<SigningDesk>().AcceptSignedAsync(
            reference, record.Version, house.Person(Roles.Head), "lemums.edoc", container, conflictReason: null, CancellationToken.None));

        refused.Code.ShouldBe("signature");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Signing]);
    }

    [Fact]
    public async Task AcceptSigned_PdfSignedByTheHead_IsArchivedAndLaidReadyByteForByte()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);
        var signed = ContinuedPdf.Sign(await DraftAsync(house, reference), Head, house.Now);

        await UploadPdfAsync(house, reference, signed);

        var decision = (await house.StateAsync(reference)).Decision!;
        decision.FileName.ShouldBe("lemums.pdf");
        (await house.Get<IDocumentStore>().GetAsync(decision.FileId, CancellationToken.None)).ToArray().ShouldBe(signed, "archived is what was verified");
        var ready = Directory.GetFiles(house.Data.Dispatch, "lemums.pdf", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(ready)).ShouldBe(signed, "sent is what was verified");
    }

    [Fact]
    public async Task AcceptSigned_PdfWithAnotherPageUnderTheSameSignature_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);
        var signed = ContinuedPdf.Sign(await DraftAsync(house, reference), Head, house.Now, changesThePage: true);

        (await RefusalOfPdfAsync(house, reference, signed)).ShouldBe("other-letter");
    }

    [Fact]
    public async Task AcceptSigned_PdfOfAnotherLetterOfOurs_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);
        var other = LetterSamples.Pdf(LetterSamples.All()["decision-granted"]);

        (await RefusalOfPdfAsync(house, reference, ContinuedPdf.Sign(other, Head, house.Now))).ShouldBe("other-letter");
    }

    [Fact]
    public async Task AcceptSigned_PdfOfTheDraftSignedBySomebodyElse_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);
        var signed = ContinuedPdf.Sign(await DraftAsync(house, reference), Residents.Berta, house.Now);

        (await RefusalOfPdfAsync(house, reference, signed)).ShouldBe("other-signer");
    }

    [Fact]
    public async Task AcceptSigned_SealOfTheInstitutionInsteadOfAPerson_IsRefused()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await ApprovedAsync(house);
        var seal = Residents.Pki.Seal("zimogs", "Smiltenes novada Sociālais dienests", "90000000000");

        (await RefusalAsync(house, reference, seal, await DraftAsync(house, reference))).ShouldBeOneOf("signature", "other-signer");
        (await house.WaitsAsync(reference)).ShouldBe([Steps.Signing]);
    }

    /// <summary>The staff list knows the code: the name no longer decides, for a namesake nor for the head under a new name.</summary>
    [Fact]
    public async Task AcceptSigned_CodeOfTheHeadIsKnown_TheCodeDecidesAndNotTheName()
    {
        var former = await WayHouse.StartAsync();
        var key = await KeyAsync(former.Data.Root, HeadsCode);
        await using var house = await former.RestartAsync(data => WriteStaff(data.StaffFile, key));
        var reference = await ApprovedAsync(house);
        var draft = await DraftAsync(house, reference);

        (await RefusalAsync(house, reference, Residents.Person("namesake", "Māra", "Lēmēja", "000280-10007"), draft)).ShouldBe("other-signer");
        await UploadAsync(house, reference, Residents.Person("married", "Māra", "Jaunuzvārda", HeadsCode), draft);

        (await house.StateAsync(reference)).Decision.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(HeadsCode)]
    [InlineData("00017010004")]
    [InlineData("")]
    public void Load_CodeInsteadOfItsKey_IsRefusedWithoutRepeatingIt(string codeKey)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("staff.json"), $$"""[{"id":"a","municipality":"smiltene","name":"A","position":"B","roles":["head"],"codeKey":"{{codeKey}}"}]""");

        var refused = Should.Throw<InvalidDataException>(() => StaffDirectory.Load(folder.File("staff.json")));

        refused.Message.ShouldContain("gives a a codeKey that is none");
        (codeKey.Length == 0 || !refused.Message.Contains(codeKey, StringComparison.Ordinal)).ShouldBeTrue();
    }

    /// <summary>By the command, as an operator makes it while the service runs.</summary>
    private static async Task<string> KeyAsync(string data, string code)
    {
        using var output = new StringWriter();
        (await StaffKeyCommand.RunAsync(data, new StringReader(code + "\n"), output, TextWriter.Null, CancellationToken.None)).ShouldBe(ExitCodes.Ok);
        return output.ToString().Trim();
    }

    private static void WriteStaff(string path, string codeKey)
    {
        var people = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json")))!.AsArray();
        people.Single(p => p!["id"]!.GetValue<string>() == "sm-vaditaja")!["codeKey"] = codeKey;
        File.WriteAllText(path, people.ToJsonString());
    }

    private static async Task UploadPdfAsync(WayHouse house, CaseRef reference, byte[] signed)
    {
        var record = await house.ReadAsync(reference);
        await house.Get<SigningDesk>().AcceptSignedAsync(reference, record.Version, house.Person(Roles.Head), "lemums.pdf", signed, conflictReason: null, CancellationToken.None);
        await house.SettleAsync();
    }

    private static async Task<string> RefusalOfPdfAsync(WayHouse house, CaseRef reference, byte[] signed) =>
        (await Should.ThrowAsync<CommandRefusedException>(() => UploadPdfAsync(house, reference, signed))).Code;

    private static async Task<CaseRef> ApprovedAsync(WayHouse house)
    {
        var reference = await house.OpenCaseAsync(Residents.Application("signing", At));
        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);
        await house.ProposeAsync(reference);
        await house.DoAsync(reference, Verbs.Approve);
        return reference;
    }

    private static Task<byte[]> DraftAsync(WayHouse house, CaseRef reference) =>
        house.Get<SigningDesk>().DraftAsync(reference, house.Person(Roles.Head), CancellationToken.None);

    private static byte[] Sign(WayHouse house, DemoPerson signer, byte[] letter) =>
        new AsiceSigner(Residents.Pki).Sign(signer, [new DemoFile("lemums.pdf", "application/pdf", letter)], house.Now);

    private static async Task UploadAsync(WayHouse house, CaseRef reference, DemoPerson signer, byte[] letter)
    {
        var record = await house.ReadAsync(reference);
        await house.Get<SigningDesk>().AcceptSignedAsync(
            reference, record.Version, house.Person(Roles.Head), "lemums.edoc", Sign(house, signer, letter), conflictReason: null, CancellationToken.None);
        await house.SettleAsync();
    }

    private static async Task<string> RefusalAsync(WayHouse house, CaseRef reference, DemoPerson signer, byte[] letter) =>
        (await Should.ThrowAsync<CommandRefusedException>(() => UploadAsync(house, reference, signer, letter))).Code;
}
