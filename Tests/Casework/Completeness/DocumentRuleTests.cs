using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Completeness;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Casework.Cases;
using SocialWorkflows.Tests.Casework.Packs;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Completeness;

public sealed class DocumentRuleTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly CaseState Registered = CaseState.Fold(
        [TestCases.Received(), new ApplicationRegistered("SD-2026/1", "APR_MAJAS", new(2026, 6, 8), "w") { OuterLimit = new(2026, 7, 8) }]);

    [Theory]
    [InlineData("2019-03-12", true)]
    [InlineData("2026-03-07", true)]
    [InlineData("2026-03-08", false)]
    [InlineData("2026-06-08", false)]
    public void B62_PaperTooOld_NotCompleteAndToldWhy(string dated, bool tooOld)
    {
        var review = Review(("dated.IENAKUMI", dated));

        review.Missing.Contains("IENAKUMI").ShouldBe(tooOld);
        (review.CompleteOn is null).ShouldBe(tooOld);
        if (tooOld)
        {
            var why = review.Why.ShouldNotBeNull().ShouldHaveSingleItem();
            why.ShouldBe(new MissingReason("IENAKUMI", MissingWords.TooOld) { Dated = DateOnly.Parse(dated), NotOlderThanMonths = 3 });
            why.Official.ShouldContain("nedrīkst būt vecāks par 3 mēnešiem");
            why.Easy.ShouldContain("par vecu");
            Standing.Of(Registered.Apply(review)).Waits.ShouldBeEmpty();
            Registered.Apply(review).RunningClock.ShouldBeNull();
        }
    }

    [Fact]
    public void Review_PaperWithoutItsDate_AskedForInsteadOfBelieved() =>
        Should.Throw<CommandRefusedException>(() => Review(("dated.IENAKUMI", ""))).Code.ShouldBe("missing-field");

    [Fact]
    public void Review_PaperFromTheFuture_Refused() =>
        Should.Throw<CommandRefusedException>(() => Review(("dated.IENAKUMI", "2026-06-11"))).Code.ShouldBe("bad-date");

    [Fact]
    public void Review_TwoAdultsOnePaper_MissingForEverybody()
    {
        var why = Review(("adults", "2"), ("for.IENAKUMI", "1")).Why.ShouldNotBeNull().ShouldHaveSingleItem();

        why.ShouldBe(new MissingReason("IENAKUMI", MissingWords.NotForEverybody) { Have = 1, Need = 2 });
        Review(("adults", "2"), ("for.IENAKUMI", "2")).Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Review_CircumstanceAnswered_DecidesAboutTheDocument()
    {
        Review(("about.INVALIDITATE", "no"), ("doc.INVALIDITATE", "missing")).NotNeeded
            .ShouldContain(new NotNeededDocument("INVALIDITATE", "Vai personai ir noteikta invaliditāte? Nē."));
        Should.Throw<CommandRefusedException>(() => Review(("about.INVALIDITATE", "yes"))).Code.ShouldBe("missing-field");
        Review(("about.INVALIDITATE", "yes"), ("doc.INVALIDITATE", "missing")).Missing.ShouldBe(["INVALIDITATE"]);
    }

    [Fact]
    public void Review_ObtainedByTheService_NotAskedOfThePerson()
    {
        Review(("about.INVALIDITATE", "yes"), ("doc.INVALIDITATE", "obtained")).NotNeeded
            .ShouldContain(new NotNeededDocument("INVALIDITATE", "dienests ziņas iegūst pats: VDEĀVK dati sistēmā SOPA"));
        Should.Throw<CommandRefusedException>(() => Review(("doc.ARSTA_IZZINA", "obtained"))).Code.ShouldBe("bad-choice");
    }

    [Fact]
    public void Read_ContradictoryRules_RefusedWithPathAndReason()
    {
        var files = TestPacks.FilesOf("smiltene");
        var rules = JsonNode.Parse(files["completeness.json"])!;
        rules["documents"]![0]!["notOlderThanMonths"] = 0;
        rules["documents"]![1]!["document"] = "NAV_TADA";
        rules["documents"]![2]!["answerWorkingDays"] = 10;
        rules["documents"]!.AsArray().Add(rules["documents"]![0]!.DeepClone());
        rules["circumstances"]![1]!["documents"] = new JsonArray("INVALIDITATE");
        files["completeness.json"] = rules.ToJsonString();

        Should.Throw<PackException>(() => PackReader.Read("smiltene", files)).Problems.Select(p => p.Path).ShouldBe(
        [
            "$.documents[0].notOlderThanMonths", "$.documents[1].document", "$.documents[2].answerWorkingDays",
            "$.documents[3].notOlderThanMonths", "$.documents[3]", "$.circumstances[1].documents[0]",
        ]);
    }

    private static DocumentsReviewed Review(params (string Name, string Value)[] changes)
    {
        var data = WayHouse.Review().ToDictionary(i => i.Name, i => i.Value);
        foreach (var (name, value) in changes)
        {
            data[name] = value;
        }

        var rule = CommandRules.Find(Verbs.ReviewDocuments)!;
        var actor = new StaffMember { Id = "w", Municipality = "smiltene", Name = "N", Position = "P", Roles = rule.Roles };
        return (DocumentsReviewed)CommandRules.Decide(
            rule,
            new CommandContext(new MemoryAppendContext(Registered, 2, Now), Smiltene.Pack, Smiltene.Terms, actor, 1, new CommandInputs(JsonSerializer.SerializeToElement(data))))[0];
    }
}
