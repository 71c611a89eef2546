using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.CommandLine;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Packs;

/// <summary>Which open cases a candidate changes, on the page and on the command line; nothing is stored.</summary>
public sealed class PackDryRunTests(PackDryRunTests.TheHouse the) : IClassFixture<PackDryRunTests.TheHouse>
{
    private const string Head = "sm-vaditaja";
    private const string Operator = "sm-uzturetajs";

    [Fact]
    public async Task Try_LongerTermToDecide_NamesTheCaseWhosePapersAreOutstandingWithBothDays()
    {
        var page = await PostAsync(Head, "Try", "terms.json", Terms(t => t["decision"]!["workingDays"] = 8));

        page.ShouldContain("Pakotne ir pareiza");
        page.ShouldContain("Atšķiras: terms.json");
        page.ShouldContain("Apskatītas 3 no 3 atvērtajām lietām. Mainītos: 2.");
        page.ShouldContain(the.Incomplete);
        page.ShouldNotContain(the.Complete, customMessage: "its clock runs by the length it was told (I9)");
        var (before, after) = (the.House.Terms.Decision(the.Service, the.Today), Candidate().Terms.Decision(the.Service, the.Today));
        before.Due.ShouldNotBe(after.Due);
        page.ShouldContain($"{before.Due:dd.MM.yyyy}.");
        page.ShouldContain($"{after.Due:dd.MM.yyyy}.");
    }

    [Fact]
    public async Task Try_RestrictedCase_IsItsNumberAlone()
    {
        var page = await PostAsync(Operator, "Try", "terms.json", Terms(t => t["decision"]!["workingDays"] = 8));

        page.ShouldContain($"{the.Restricted}</th><td colspan=\"3\">Mainītos; kas tieši, šeit nerāda.");
        page.ShouldContain("Lēmums, ja dokumenti pilnīgi šodien");
    }

    /// <summary>An open case keeps the rules of its day: what begins later changes none.</summary>
    [Fact]
    public async Task Try_NewVersionFromTomorrow_ChangesNoCase()
    {
        var versions = JsonNode.Parse(the.Files["terms.json"])!.AsArray();
        var next = versions[^1]!.DeepClone();
        versions[^1]!["validTo"] = WayHouse.Day(the.Today);
        next["validFrom"] = WayHouse.Day(the.Today.AddDays(1));
        next["decision"]!["workingDays"] = 8;
        versions.Add(next);

        (await PostAsync(Head, "Try", "terms.json", versions.ToJsonString())).ShouldContain("Mainītos: 0.");
    }

    [Fact]
    public async Task Try_OtherThresholds_ShowsMeansToTheHeadAsALookAndNothingToTheOperator()
    {
        var income = JsonNode.Parse(new PackDirectory(PackFolder.DefaultRoot).Files("latvija")["income.json"])!;
        income["thresholds"]!.AsArray()[^1]!["poor"]!["first"] = 400;

        var (looks, text) = (await LooksAsync(), income.ToJsonString());
        var forOperator = await PostAsync(Operator, "Try", "income.json", text, "latvija");
        (await LooksAsync()).ShouldBe(looks, "the operator was shown nothing");
        forOperator.ShouldContain("Mainītos: 1.");
        forOperator.ShouldContain($"{the.Complete}</th><td colspan=\"3\">");
        forOperator.ShouldNotContain("; GMI", customMessage: "three letters alone also stand in a token now and then");

        (await PostAsync(Head, "Try", "income.json", text, "latvija")).ShouldContain("trūcīga; GMI");
        (await LooksAsync()).ShouldBe(looks + 1);
    }

    [Fact]
    public async Task Check_FaultyFile_SaysEveryFindingInLatvianAndTriesNothing()
    {
        var page = await PostAsync(Head, "Try", "terms.json", Terms(t => (t["decision"]!["workingDays"], t["outerLimit"]!["months"]) = (0, 99)));

        page.ShouldContain("Programma ar šo pakotni nesāktu darbu.");
        page.ShouldContain("smiltene/terms.json");
        page.ShouldContain("Vērtība ir ārpus atļautā.");
        page.ShouldNotContain("Kuras atvērtās lietas mainītos");
    }

    [Theory]
    [InlineData("iecava")]
    [InlineData("../smiltene")]
    [InlineData("")]
    public async Task Check_FolderOfOthersOrNoFile_IsToldAndNothingIsRead(string folder) =>
        (await PostAsync(Head, "Check", "terms.json", "[]", folder)).ShouldContain("Izvēlieties pakotni un datni");

    [Theory]
    [InlineData("sm-lietvede", HttpStatusCode.Forbidden)]
    [InlineData("sm-darbiniece", HttpStatusCode.Forbidden)]
    [InlineData("sm-revidente", HttpStatusCode.OK)]
    [InlineData(Head, HttpStatusCode.OK)]
    [InlineData(Operator, HttpStatusCode.OK)]
    public async Task Page_ByRole_IsOpenToThoseWhoAnswerForTheRules(string person, HttpStatusCode expected)
    {
        using var browser = await CounterBrowser.SignInAsync(the.House, person);
        using var page = await browser.GetAsync("/packs?file=smiltene/terms.json&day=2026-06-08");

        page.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.OK)
        {
            (await page.Content.ReadAsStringAsync()).Contains("name=\"upload\"", StringComparison.Ordinal).ShouldBe(person != "sm-revidente");
        }
    }

    [Fact]
    public async Task Check_WithoutTheFormsToken_IsRefused()
    {
        using var browser = await CounterBrowser.SignInAsync(the.House, Head);
        (await browser.PostAsync("/packs", "/packs?handler=Check", [("folder", "smiltene")], [("terms.json", "[]"u8.ToArray())], withToken: false, filesName: "upload")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Try_Whatever_LeavesNoTrace()
    {
        var before = (await Task.WhenAll(the.Cases.Select(the.House.ReadAsync))).Select(c => c.Version).ToList();
        var files = Directory.GetFiles(the.House.Data.Root, "*", SearchOption.AllDirectories).Where(f => !f.Contains("cases.db", StringComparison.Ordinal) && !f.Contains("/keys/", StringComparison.Ordinal)).Order().ToList();

        await PostAsync(Head, "Try", "terms.json", Terms(t => t["decision"]!["workingDays"] = 7));

        (await Task.WhenAll(the.Cases.Select(the.House.ReadAsync))).Select(c => c.Version).ShouldBe(before);
        Directory.GetFiles(the.House.Data.Root, "*", SearchOption.AllDirectories).Where(f => !f.Contains("cases.db", StringComparison.Ordinal) && !f.Contains("/keys/", StringComparison.Ordinal)).Order().ShouldBe(files);
        the.House.Get<MunicipalityDirectory>().Get("smiltene").Pack.Terms.Decision.WorkingDays.ShouldBe(10);
    }

    [Fact]
    public async Task Validate_OnTheCommandLine_AnswersForPacksAndForOneFolder()
    {
        using var copy = new PackCopy();
        (await ValidateAsync(copy.Root)).ShouldBe((0, ""));
        (await ValidateAsync(Path.Combine(copy.Root, "iecava"))).ShouldBe((0, ""));
        var terms = Path.Combine(copy.Root, "iecava", "terms.json");
        await File.WriteAllTextAsync(terms, (await File.ReadAllTextAsync(terms)).Replace("\"rungs\"", "\"rung\"", StringComparison.Ordinal));

        var (code, error) = await ValidateAsync(Path.Combine(copy.Root, "iecava"));

        code.ShouldBe(1);
        error.ShouldContain("iecava/terms.json $[0].rung: is not known here");
        (await ValidateAsync(copy.Root)).Code.ShouldBe(1);
        (await ValidateAsync(Path.Combine(copy.Root, "nowhere"))).Code.ShouldBe(2);
    }

    [Fact]
    public async Task DryRun_OnTheCommandLine_NamesTheCasesThatChange()
    {
        var root = Directory.CreateTempSubdirectory("socialworkflows-trial-").FullName;
        var stopped = await WayHouse.StartAsync();
        var number = (await stopped.StateAsync(await stopped.OpenCaseAsync(Residents.Application("trial-cli", stopped.Now)))).Number!;
        await using var house = await stopped.RestartAsync(data => Copy(data.Root, root));
        using var copy = new PackCopy();
        (await DryRunAsync(copy.Root, root)).Lines.ShouldBe(["iecava: 0 open cases, 0 would change.", "kraslava: 0 open cases, 0 would change.", "smiltene: 1 open cases, 0 would change."]);
        File.WriteAllText(Path.Combine(copy.Root, "smiltene", "terms.json"), Terms(t => t["decision"]!["workingDays"] = 8));

        var (code, lines) = await DryRunAsync(copy.Root, root);

        code.ShouldBe(1);
        lines.ShouldContain("smiltene: 1 open cases, 1 would change.");
        lines.ShouldContain(l => l.StartsWith($"  {number}: Decision, if papers are complete today: ", StringComparison.Ordinal));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<(int Code, string[] Lines)> DryRunAsync(string packs, string data)
    {
        using var output = new StringWriter();
        var code = await PackCommands.DryRunAsync(packs, PackFolder.DefaultRoot, data, null, output, TextWriter.Null, CancellationToken.None);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(int Code, string Error)> ValidateAsync(string directory)
    {
        using var error = new StringWriter();
        return (await PackCommands.ValidateAsync(directory, PackFolder.DefaultRoot, TextWriter.Null, error), error.ToString());
    }

    private Municipality Candidate()
    {
        using var copy = new PackCopy();
        File.WriteAllText(Path.Combine(copy.Root, "smiltene", "terms.json"), Terms(t => t["decision"]!["workingDays"] = 8));
        return MunicipalityDirectory.Load(copy.Root).Get("smiltene");
    }

    private string Terms(Action<JsonNode> change)
    {
        var versions = JsonNode.Parse(the.Files["terms.json"])!.AsArray();
        foreach (var version in versions)
        {
            change(version!);
        }

        return versions.ToJsonString();
    }

    private async Task<int> LooksAsync()
    {
        var count = 0;
        foreach (var reference in the.Cases)
        {
            count += (await the.House.Get<ILooks>().ListAsync("smiltene", reference.CaseId, null, 100, CancellationToken.None)).Count;
        }

        return count;
    }

    private async Task<string> PostAsync(string person, string handler, string name, string text, string folder = "smiltene")
    {
        using var browser = await CounterBrowser.SignInAsync(the.House, person);
        using var answer = await browser.PostAsync("/packs", $"/packs?handler={handler}", [("folder", folder)], [(name, Encoding.UTF8.GetBytes(text))], filesName: "upload");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Three open cases: papers outstanding, everything assessed, and restricted.</summary>
    public sealed class TheHouse : IAsyncLifetime
    {
        internal WayHouse House { get; private set; } = null!;

        internal IReadOnlyList<CaseRef> Cases { get; private set; } = [];

        internal string Incomplete { get; private set; } = "";

        internal string Complete { get; private set; } = "";

        internal string Restricted { get; private set; } = "";

        internal IReadOnlyDictionary<string, string> Files { get; } = new PackDirectory(PackFolder.DefaultRoot).Files("smiltene");

        internal DateOnly Today => House.Terms.DayOf(House.Now);

        internal SocialWorkflows.Casework.Packs.Service Service => House.Get<MunicipalityDirectory>().Get("smiltene").Pack.On(Today).FindService("APR_MAJAS")!;

        public async ValueTask InitializeAsync()
        {
            House = await WayHouse.StartAsync();
            var incomplete = await OpenAsync("incomplete", "000150-10011");
            var complete = await OpenAsync("complete", "000151-10012");
            var restricted = await OpenAsync("restricted", "000152-10013");
            Cases = [incomplete, complete, restricted];
            await House.ReviewAsync(complete);
            await House.AssessAsync(complete);
            await House.DoAsync(restricted, Verbs.Restrict, ("labels", "violence"), ("reason", "Persona lūdza."));
            Incomplete = (await House.StateAsync(incomplete)).Number!;
            Complete = (await House.StateAsync(complete)).Number!;
            Restricted = (await House.StateAsync(restricted)).Number!;
        }

        public async ValueTask DisposeAsync() => await House.DisposeAsync();

        private Task<CaseRef> OpenAsync(string id, string code) =>
            House.OpenCaseAsync(Residents.Application($"trial-{id}", House.Now, Residents.Person($"trial-{id}", "Vizma", $"Izdomāt{id[0]}", code)));
    }
}
