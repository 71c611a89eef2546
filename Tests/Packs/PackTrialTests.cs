using System.Text;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Municipalities.Trial;
using SocialWorkflows.Functions.Workplace.Packs;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Packs;

/// <summary>A candidate is read by the loader of the start, and hostile uploads end as findings.</summary>
public sealed class PackTrialTests
{
    private static readonly PackDirectory Present = new(PackFolder.DefaultRoot);

    [Fact]
    public void Trial_EveryDeployedPackAsZip_IsAcceptedAndTheSame()
    {
        foreach (var folder in Present.Folders)
        {
            var candidate = CandidateReader.Read(folder, "pack.zip", ZipOf(folder));

            candidate.IsWhole.ShouldBeTrue();
            PackTrial.Of(Present, candidate).Problems.ShouldBeEmpty(folder);
            new CandidateSource(Present, candidate).Changed().ShouldBeEmpty(folder);
        }
    }

    [Fact]
    public void Trial_ZipWithItsFolderInside_IsTheSamePack() =>
        CandidateReader.Read("iecava", "iecava.zip", ZipOf("iecava", "iecava/")).Files.ShouldBe(Present.Files("iecava"), ignoreOrder: true);

    /// <summary>The same words as the start, for faults of shape, of reference, of the law of the state and of easy language.</summary>
    [Theory]
    [InlineData("smiltene", "terms.json", "\"workingDays\": 10", "\"workingDays\": 0")]
    [InlineData("smiltene", "terms.json", "\"workingDays\": 10", "\"workingDays\": \"desmit\"")]
    [InlineData("smiltene", "terms.json", "\"rungs\"", "\"rung\"")]
    [InlineData("smiltene", "services.json", "\"document\": \"IESNIEGUMS\"", "\"document\": \"IESNIEGUMSS\"")]
    [InlineData("latvija", "documents.json", "\"easyName\": \"", "\"easyName\": \"administratīvais akts, kas, neraugoties uz to, ir iesniedzams un uzrādāms, ")]
    [InlineData("smiltene", "calendar.json", "{", "{{")]
    public void Trial_OfAFaultyFile_FindsWhatTheStartFinds(string folder, string file, string good, string bad)
    {
        var text = Present.Files(folder)[file].Replace(good, bad, StringComparison.Ordinal);
        text.ShouldNotBe(Present.Files(folder)[file]);
        using var copy = new PackCopy();
        File.WriteAllText(Path.Combine(copy.Root, folder, file), text);
        var start = Should.Throw<PackException>(() => MunicipalityDirectory.Load(copy.Root)).Problems;

        var found = PackTrial.Of(Present, CandidateReader.Read(folder, file, Encoding.UTF8.GetBytes(text)));

        found.Packs.ShouldBeNull();
        found.Problems.ShouldBe(start);
        found.Problems.ShouldAllBe(p => FindingKinds.Of(p) != "other" || p.Reason.StartsWith("must always ask", StringComparison.Ordinal));
    }

    [Fact]
    public void Trial_SeveralFaultsInSeveralFiles_AllAtOnce()
    {
        var files = Present.Files("smiltene").ToDictionary();
        files["terms.json"] = files["terms.json"].Replace("\"rungs\"", "\"rung\"", StringComparison.Ordinal);
        files["facilities.json"] = "[{ \"id\": 7 }]";
        files.Remove("words.json");

        var found = PackTrial.Of(Present, CandidateReader.Read("smiltene", "p.zip", Zip(files.Select(f => (f.Key, Encoding.UTF8.GetBytes(f.Value))))));

        found.Problems.Select(p => p.File).Distinct().ShouldBe(["smiltene/terms.json", "smiltene/facilities.json", "smiltene/words.json"], ignoreOrder: true);
        found.Problems.Count.ShouldBeGreaterThan(5);
    }

    [Theory]
    [InlineData("../../etc/passwd.json")]
    [InlineData("/etc/terms.json")]
    [InlineData("templates/../../x.hbs")]
    [InlineData("templates\\letters\\decision.hbs")]
    [InlineData("C:terms.json")]
    [InlineData("terms.json\n")]
    [InlineData("TERMS.json")]
    [InlineData("templates/letters/deep/x.hbs")]
    [InlineData("program.dll")]
    public void Zip_NameThatIsNoPackFile_IsAFinding(string name)
    {
        var refused = Should.Throw<PackException>(() => CandidateReader.Read("smiltene", "p.zip", Zip([("words.json", "{}"u8.ToArray()), (name, "{}"u8.ToArray())])));

        refused.Problems.ShouldHaveSingleItem().Reason.ShouldContain("is no name of a file of a pack");
    }

    [Fact]
    public void Upload_OfEveryBadKind_IsAFindingThatSaysWhat()
    {
        Told("p.zip", Zip([("terms.json", new byte[8 * 1024 * 1024])])).ShouldContain("unpacks to more than");
        Told("p.zip", Zip(Enumerable.Range(0, 20).Select(i => ($"a{(char)('a' + i)}.json", new byte[500 * 1024])))).ShouldContain("unpacks to more than");
        Told("p.zip", Zip(Enumerable.Range(0, 400).Select(i => ($"templates/letters/t{i}.hbs", "x"u8.ToArray())))).ShouldContain("a pack has 1 to");
        Told("p.zip", Zip([])).ShouldContain("has 0 files");
        Told("p.zip", Zip([("terms.json", "[]"u8.ToArray()), ("terms.json", "[]"u8.ToArray())])).ShouldContain("twice");
        Told("p.zip", "PK\u0003\u0004 not a zip at all"u8.ToArray()).ShouldContain("is no ZIP");
        Told("p.zip", [.. Zip([("terms.json", "[]"u8.ToArray())]).Take(40)]).ShouldContain("is no ZIP");
        Told("terms.json", [.. "[\""u8, 0xC3, 0x28, .. "\"]"u8]).ShouldContain("is not UTF-8");
        Told("terms.json", Encoding.Unicode.GetBytes("[]").Prepend((byte)0xFE).Prepend((byte)0xFF).ToArray()).ShouldContain("is not UTF-8");
        Told("terms.json", new byte[600 * 1024]).ShouldContain("at most");
        Told("terms.json", new byte[3 * 1024 * 1024]).ShouldContain("are taken");
        Told("setup.exe", "MZ"u8.ToArray()).ShouldContain("is no name of a file of a pack");
    }

    [Fact]
    public void Upload_DeepOrDoubledJson_IsAFinding()
    {
        Trial("terms.json", new string('[', 100_000)).Problems.ShouldNotBeEmpty();
        Trial("terms.json", string.Concat(Enumerable.Repeat("{\"inherits\":", 5_000))).Problems.ShouldNotBeEmpty();
        Trial("decision.json", "{\"twoPersons\": true, \"twoPersons\": false, \"inherits\": \"latvija\"}").Problems.ShouldNotBeEmpty();
        Trial("institution.json", "null").Problems.ShouldNotBeEmpty();
    }

    /// <summary>A template is rendered in the running service: what would take its stack or its time is refused by its text.</summary>
    [Theory]
    [InlineData("{{> decision}}{{> _mine}}", "calls itself")]
    [InlineData("{{> (lookup . 'name')}}", "partial that is chosen")]
    [InlineData("{{#*inline \"x\"}}{{/inline}}", "partial that is chosen")]
    [InlineData("{{#each a}}{{#each b}}{{#each c}}{{#each d}}x{{/each}}{{/each}}{{/each}}{{/each}}", "nests more than")]
    [InlineData("{{if (((((((((a)))))))))}}", "parentheses")]
    [InlineData("{{#if a}}{{!--{{/if}}--}}{{/if}}", "in a comment")]
    [InlineData("{{#if a}}{{~!-- }} {{/if}} --}}{{/if}}", "in a comment")]
    [InlineData("{{{{raw}}}}{{#if a}}{{{{/raw}}}}", "raw or escaped")]
    [InlineData("{{#if a}}\\{{/if}}{{/if}}", "raw or escaped")]
    [InlineData("{{#if a}}{{b \"{{/if}}\"}}{{/if}}", "inside another tag")]
    [InlineData("{{#if a}}{{b \"}}{{/if}}{{b \"}}{{/if}}", "quotation mark without its second")]
    [InlineData("{{#if a}}{{b '}}{{/if}}{{b '}}{{/if}}", "quotation mark without its second")]
    [InlineData("{{#if a}}{{[}}{{/if}}{{]}}{{/if}}", "quotation mark without its second")]
    [InlineData("{{#if a}}{{{b}}{{/if}}", "a bracket alone")]
    [InlineData("{{#if a}}x}}{{/if}}", "a bracket alone")]
    [InlineData("{{#if a}}x{{/each}}", "closes \"each\"")]
    [InlineData("{{/if}}", "closes \"if\"")]
    [InlineData("{{#if a}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{else if b}}{{/if}}", "nests more than")]
    [InlineData("{{#if a}}never closed", "templates/letters/_mine.hbs")]
    public void Trial_TemplateThatCouldHarm_IsAFinding(string text, string told)
    {
        var files = Present.Files("smiltene").ToDictionary();
        files["templates/letters/_mine.hbs"] = text;

        var problems = Problems(() => PackTrial.Of(Present, CandidateReader.Read("smiltene", "p.zip", Zip(files.Select(f => (f.Key, Encoding.UTF8.GetBytes(f.Value)))))).Problems);

        problems.ShouldContain(p => p.ToString().Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void Trial_TenThousandBlocksInsideEachOther_IsAFindingAndNoCrash() =>
        Problems(() => PackTrial.Of(Present, CandidateReader.Read("smiltene", "p.zip", Zip([("templates/letters/decision.hbs", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{{#if a}}", 10_000))))]))).Problems)
            .ShouldContain(p => p.Reason.Contains("nests more than", StringComparison.Ordinal));

    /// <summary>Each of these was a way to hide how deep a template nests, or to make compiling it take the whole service's time.</summary>
    [Fact]
    public void Trial_LargeTemplatesThatHideTheirDepth_AreRefusedByTheirText()
    {
        foreach (var block in new[] { "{{#if a}}{{!--{{/if}}--}}", "{{#if a}}{{b \"{{/if}}\"}}", "{{#if a}}{{b \"}}{{/if}}{{b \"}}", "{{#if a}}{{[{{/if}}]}}", "{{#if a}}{{/each}}" })
        {
            var text = string.Concat(Enumerable.Repeat(block, 8_000)) + string.Concat(Enumerable.Repeat("{{/if}}", 8_000));

            Problems(() => Trial("decision.hbs", text, "templates/letters/")).ShouldNotBeEmpty(block);
        }

        Problems(() => Trial("decision.hbs", string.Concat(Enumerable.Repeat("{{a}}", 1_001)), "templates/letters/")).ShouldHaveSingleItem().Reason.ShouldContain("1001 tags");
        var many = Enumerable.Range(0, 6).Select(i => ($"templates/letters/t{(char)('a' + i)}.hbs", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{{a}}", 900)))));
        Told("p.zip", Zip(many)).ShouldContain("5400 tags together");
    }

    [Fact]
    public void Trial_TextThatTakesTooLongToRead_IsAFinding()
    {
        var present = new SlowSource(Present);

        PackTrial.Of(present).Problems.ShouldHaveSingleItem().Reason.ShouldContain("takes too long");
        PackTrial.Of(present, CandidateReader.Read("smiltene", "words.json", "{}"u8.ToArray())).Problems.ShouldHaveSingleItem().Reason.ShouldContain("takes too long");
    }

    /// <summary>Every file of it runs into the time limit of a pattern.</summary>
    private sealed class SlowSource(IPackSource source) : IPackSource
    {
        public string Name => source.Name;

        public IReadOnlyList<string> Folders => source.Folders;

        public IReadOnlyDictionary<string, string> Files(string folder) => throw new System.Text.RegularExpressions.RegexMatchTimeoutException();
    }

    private static IReadOnlyList<PackProblem> Trial(string name, string text, string folder) =>
        PackTrial.Of(Present, CandidateReader.Read("smiltene", "p.zip", Zip([.. Present.Files("smiltene").Where(f => f.Key != folder + name).Select(f => (f.Key, Encoding.UTF8.GetBytes(f.Value))), (folder + name, Encoding.UTF8.GetBytes(text))]))).Problems;

    private static PackTrial Trial(string file, string text) => PackTrial.Of(Present, CandidateReader.Read("smiltene", file, Encoding.UTF8.GetBytes(text)));

    private static string Told(string name, byte[] content) => Should.Throw<PackException>(() => CandidateReader.Read("smiltene", name, content)).Problems[0].ToString();

    private static IReadOnlyList<PackProblem> Problems(Func<IReadOnlyList<PackProblem>> read)
    {
        try
        {
            return read();
        }
        catch (PackException refused)
        {
            return refused.Problems;
        }
    }

    private static byte[] ZipOf(string folder, string top = "") => Zip(Present.Files(folder).Select(f => (top + f.Key, Encoding.UTF8.GetBytes(f.Value))));

    private static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files) => Zips.Of([.. files]);
}
