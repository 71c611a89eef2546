using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>What follows a return, for every channel, cause and order of them.</summary>
public sealed class NoticeLadderTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateOnly Day = new(2026, 6, 12);

    /// <summary>By hand from the law: sent Friday 12.06.2026; a month from the day of notification, on to the next working day.</summary>
    [Theory]
    [InlineData("e-address", "2026-06-16", "2026-07-16")]
    [InlineData("signed-email", "2026-06-16", "2026-07-16")]
    [InlineData("registered", "2026-06-19", "2026-07-20")]
    [InlineData("post", "2026-06-20", "2026-07-20")]
    [InlineData("hand", "2026-06-12", "2026-07-13")]
    public void Sent_ByEachChannel_CountsAsTheLawSays(string channel, string notifiedOn, string contestUntil)
    {
        var sent = NoticeRules.Sent(State(channel), Smiltene.Terms, channel, Day, "x", "machine").OfType<NoticeSent>().Single();

        (sent.NotifiedOn, sent.ContestTerm!.Due).ShouldBe((DateOnly.Parse(notifiedOn), DateOnly.Parse(contestUntil)));
    }

    [Fact]
    public void Return_AnyRun_EndsWithAPersonAndNoChannelIsTakenTwiceByRule() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Arb.From(Gen.ListOf(Gen.Elements(NoticeCauses.All.ToArray()), 12)), Arb.From(Gen.Elements("e-address", "signed-email", "registered", "post", "hand")), (causes, first) =>
        {
            var state = State(first);
            List<string> taken = [first];
            foreach (var cause in causes)
            {
                var back = NoticeLadder.Return(state, Smiltene.Pack, cause, Day, "n", "machine");
                state = state.Apply(back);
                if (back.Next is not { } next)
                {
                    NoticeWay.NeedsPerson(state).ShouldBeTrue();
                    return true;
                }

                taken.Add(next);
                NoticeWay.Choose(state, NoticeWay.Unknown)!.Channel.ShouldBe(next);
                state = state.Apply(new NoticeDispatched(next, $"o{state.NoticeRound}") { Round = state.NoticeRound });
            }

            taken.Distinct().Count().ShouldBe(taken.Count);
            return false;
        }));

    [Fact]
    public void Return_ThatStands_TakesNothingAway()
    {
        var state = State("registered");
        state = state.Apply(NoticeRules.Sent(state, Smiltene.Terms, "registered", Day, "RR", "p").Single());

        var after = state.Apply(NoticeLadder.Return(state, Smiltene.Pack, NoticeCauses.NotCollected, Day.AddDays(30), "n", "p"));

        (after.Notice, after.NoticeRound).ShouldBe((state.Notice, 1));
    }

    [Fact]
    public void Return_BeforeItLeft_NeverStands() =>
        NoticeLadder.Return(State("registered"), Smiltene.Pack, NoticeCauses.NotCollected, Day, "n", "p").Stands.ShouldBeFalse();

    [Fact]
    public void Return_OnADayBeforeTheRule_IsAPersons() =>
        NoticeLadder.Return(State("signed-email"), Smiltene.Pack, NoticeCauses.Bounced, new DateOnly(2010, 12, 31), "n", "p").Next.ShouldBeNull();

    [Fact]
    public void Return_NoPostalAddressKnown_IsAPersons() =>
        NoticeLadder.Return(State("e-address", "_PRIVATE@00015510015"), Smiltene.Pack, NoticeCauses.Refused, Day, "n", "p").Next.ShouldBeNull();

    [Theory]
    [InlineData("active", "registered", "e-address")]
    [InlineData("active", "e-address", "e-address")]
    [InlineData("inactive", "registered", "registered")]
    [InlineData("unknown", "signed-email", "signed-email")]
    public void Choose_ByTheServicesWord_TakesTheLawfulChannel(string standing, string asked, string expected) =>
        NoticeWay.Choose(State(asked) with { Dispatch = null }, standing)!.Channel.ShouldBe(expected);

    [Fact]
    public void Choose_ActiveButFailedForThisDecision_NotTakenAgain()
    {
        var state = State("e-address");
        state = state.Apply(NoticeLadder.Return(state, Smiltene.Pack, NoticeCauses.NotReadable, Day, "n", "p"));

        NoticeWay.Choose(state, NoticeWay.Active)!.Channel.ShouldBe("registered");
    }

    [Theory]
    [InlineData("""{ "cause": "lost", "next": "registered", "validFrom": "2011-01-01", "source": "x" }""", "cause")]
    [InlineData("""{ "cause": "bounced", "next": "signed-email", "validFrom": "2011-01-01", "source": "x" }""", "next")]
    [InlineData("""{ "cause": "bounced", "next": "registered", "stands": true, "validFrom": "2011-01-01", "source": "x" }""", "stands")]
    [InlineData("""{ "cause": "bounced", "next": "registered", "validFrom": "2011-01-01", "source": "" }""", "source")]
    public void Pack_LadderThatCannotBe_StopsTheStartWithItsPath(string rung, string member)
    {
        var files = Files();
        files["channels.json"] = files["channels.json"].Replace("\"notifiedDays\": 2,", $"\"notifiedDays\": 2, \"ladder\": [{rung}],", StringComparison.Ordinal);

        Should.Throw<PackException>(() => PackReader.ReadRules(files)).Message.ShouldContain($"ladder[0].{member}");
    }

    private static Dictionary<string, string> Files() => new(StringComparer.Ordinal)
    {
        ["terms.json"] = Text("terms.json"),
        ["services.json"] = Text("services.json"),
        ["channels.json"] = """[{ "id": "e-address", "name": "E", "englishName": "E", "easyName": "Vēstule", "sentTo": "e", "notifiedUnit": "working-day", "notifiedDays": 2, "validFrom": "2011-01-01", "source": "x" }]""",
    };

    private static string Text(string name) => File.ReadAllText(Path.Combine(PackFolder.DefaultRoot, "latvija", name));

    private static CaseState State(string channel, string address = "Izdomu iela 1, Smiltene") => CaseState.Empty with
    {
        Received = SocialWorkflows.Tests.Support.TestCases.Received(),
        Contact = new Contact(channel, address),
        Dispatch = new NoticeDispatched(channel, "o1"),
    };
}
