using System.Net;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Tests.Letters;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>What the head reads before approving is the letter that would be signed, in both language levels, and says that it is none yet.</summary>
public sealed class LetterPreviewTests
{
    private const string Mark = "PROJEKTS – nav parakstīts un nav nosūtāms.";

    [Fact]
    public async Task Preview_Proposed_IsTheLetterMarkedOnEveryPage()
    {
        await using var house = await WayHouse.StartAsync();
        var reference = await house.OpenCaseAsync(Residents.Application("preview", DemoFolder.Beginning));
        await house.ReviewAsync(reference);
        await house.AssessAsync(reference);
        var browser = await house.BrowseAsync(house.Person(Roles.Head));
        (await browser.GetAsync($"/cases/{reference.CaseId}/preview")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nothing is proposed");
        await house.ProposeAsync(reference);

        var answer = await browser.GetAsync($"/cases/{reference.CaseId}/preview");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var pdf = await answer.Content.ReadAsByteArrayAsync();
        var pages = PdfTools.Text(pdf).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        pages.ShouldAllBe(p => p.Contains("PROJEKTS", StringComparison.Ordinal));
        pages[0].ShouldContain(Mark);
        PdfTools.Words(pdf).ShouldContain("Juridiski saistošs ir lēmums.");
        (await browser.ReadAsync($"/cases/{reference.CaseId}")).ShouldContain("/preview");
    }

    [Fact]
    public async Task Specimens_OfOwnMunicipality_AreShownWithInventedFactsAndOthersAreNotThere()
    {
        await using var house = await WayHouse.StartAsync();
        var browser = await house.BrowseAsync(house.Person(Roles.Registrar));

        var list = await browser.ReadAsync("/letters");
        var pdf = await (await browser.GetAsync("/letters/decision-refused")).Content.ReadAsByteArrayAsync();

        list.ShouldContain("/letters/submission-answer");
        list.ShouldContain("Mēs saņēmām Jūsu iesniegumu.");
        PdfTools.Words(pdf).ShouldContain("PARAUGS – dati ir izdomāti.");
        PdfTools.Words(pdf).ShouldContain("Paula Paraudziņa");
        (await browser.GetAsync("/letters/nav")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
