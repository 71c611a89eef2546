using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>Every rule that refuses a command, by its stable word.</summary>
public sealed class CommandRuleTests
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private static readonly DateTimeOffset Now = new(2026, 6, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly Contact Post = new("registered", "Izdomu iela 1");

    private static readonly CaseState Registered = CaseState.Fold(
    [
        TestCases.Received(),
        new ApplicationRegistered("SD-2026/1", "APR_MAJAS", new DateOnly(2026, 6, 8), "w") { OuterLimit = new DateOnly(2026, 7, 8) },
    ]);

    private static readonly CaseState Complete = new[]
    {
        (CaseEvent)new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = [], CompleteOn = new DateOnly(2026, 6, 9), Contact = Post, By = "w" },
        new DecisionClockStarted(new DateOnly(2026, 6, 9), Smiltene.Terms.Decision(Smiltene.Pack.Services[0], new DateOnly(2026, 6, 9))),
    }.Aggregate(Registered, (s, e) => s.Apply(e));

    private static readonly CaseState Assessed = new CaseEvent[]
    {
        new NeedsAssessed("2", "x", "w"), new IncomeAssessed(1, 1, "none", "x", "w"), new CapacityAssessed("yes", null, "x", "w"),
    }.Aggregate(Complete, (s, e) => s.Apply(e));

    private static readonly CaseState Proposed = Assessed.Apply(Proposal("w"));

    public static TheoryData<string, string, string> Amounts { get; } = new()
    {
        { "312,50", "312.50", "" },
        { "312.5", "312.5", "" },
        { "0", "", "confirm-amount" },
        { "1,234.56", "", "bad-amount" },
        { "1.234", "", "bad-amount" },
        { "1000000", "", "confirm-amount" },
        { "300 USD", "", "bad-amount" },
        { "3600 gadā", "", "bad-amount" },
        { " 7,11 ", "7.11", "" },
        { "1.234,56", "", "bad-amount" },
        { "1 234,56", "", "bad-amount" },
        { "1,234", "", "bad-amount" },
        { "-5", "", "bad-amount" },
        { "5 EUR", "", "bad-amount" },
        { "1e3", "", "bad-amount" },
        { "١٢", "", "bad-amount" },
        { "99999999999999999999999999999999", "", "bad-amount" },
        { "   ", "", "missing-field" },
    };

    [Theory]
    [MemberData(nameof(Amounts))]
    public void Euro_AsPeopleWriteIt_ReadOrRefusedNeverGuessed(string text, string amount, string code)
    {
        var inputs = Inputs(("monthlyIncome", text), ("householdSize", "2"), ("status", "poor"), ("findings", "x"));

        if (code.Length == 0)
        {
            ((IncomeAssessed)Decide(Complete, Verbs.AssessIncome, inputs)[0]).MonthlyIncome.ShouldBe(decimal.Parse(amount));
        }
        else
        {
            Refused(Complete, Verbs.AssessIncome, inputs).ShouldBe(code);
        }
    }

    [Theory]
    [InlineData(Verbs.Approve, Roles.Worker)]
    [InlineData(Verbs.Return, Roles.Registrar)]
    [InlineData(Verbs.Propose, Roles.Head)]
    [InlineData(Verbs.Admit, Roles.Registrar)]
    [InlineData(Verbs.Withdraw, Roles.Head)]
    [InlineData(Verbs.AssessNeeds, Roles.Registrar)]
    [InlineData(Verbs.ChooseService, Roles.Head)]
    [InlineData(Verbs.ConfirmNotice, Roles.Head)]
    public void Decide_RoleThatMayNot_Refused(string verb, string role) => Refused(Proposed, verb, Inputs(), role: role).ShouldBe("role");

    [Theory]
    [InlineData(Verbs.ChooseService)]
    [InlineData(Verbs.Admit)]
    [InlineData(Verbs.ReviewDocuments)]
    [InlineData(Verbs.AssessNeeds)]
    [InlineData(Verbs.Propose)]
    [InlineData(Verbs.ConfirmNotice)]
    public void Decide_StepNotWaitedFor_Refused(string verb) => Refused(Proposed, verb, Inputs()).ShouldBe("not-waiting");

    [Fact]
    public void Decide_OtherRound_Refused() => Refused(Proposed, Verbs.Approve, Inputs(), round: 2).ShouldBe("not-waiting");

    [Theory]
    [InlineData("reason")]
    [InlineData("hearing")]
    [InlineData("findings")]
    [InlineData("reasoning")]
    [InlineData("norm")]
    public void Propose_RefusalWithoutAField_Refused(string missing)
    {
        var all = new[] { ("outcome", "refused"), ("findings", "f"), ("reasoning", "r"), ("reason", "why"), ("hearing", "heard"), ("norm", "Noteikumu Nr. 25/23 12. punkts") };

        Refused(Assessed, Verbs.Propose, Inputs([.. all.Where(f => f.Item1 != missing)])).ShouldBe("missing-field");
        Decide(Assessed, Verbs.Propose, Inputs(all)).ShouldHaveSingleItem();
    }

    /// <summary>A regulation as a whole tells nobody which of its rules was applied.</summary>
    [Theory]
    [InlineData("refused", "Saistošie noteikumi Nr. 25/23", "bad-norm")]
    [InlineData("queued", "likums", "bad-norm")]
    [InlineData("partly", "punkts", "bad-norm")]
    [InlineData("refused", "Noteikumi Nr. 25/23, punkts", "bad-norm")]
    [InlineData("refused", "Noteikumu Nr. 25/23 12. punkts", null)]
    [InlineData("refused", "Noteikumu 5.a punkts", null)]
    [InlineData("refused", "Noteikumu 12. (3) punkts", null)]
    [InlineData("refused", "Noteikumu 12., 13. un 14.–16. punkts", null)]
    [InlineData("refused", "Noteikumu 4. pielikums", null)]
    [InlineData("refused", "12.3.apakšpunkts", null)]
    [InlineData("queued", "Sociālo pakalpojumu un sociālās palīdzības likuma 36. panta pirmā daļa", null)]
    [InlineData("partly", "Likuma 17.¹ pants", null)]
    public void Propose_AgainstThePerson_TheNormNamesItsPoint(string outcome, string norm, string? code)
    {
        var inputs = Inputs(
            ("outcome", outcome), ("findings", "f"), ("reasoning", "r"), ("reason", "why"), ("hearing", "heard"), ("volume", "4 stundas"), ("from", "2026-06-20"), ("facilityId", "GRUPU_DZ_KARKLI"), ("norm", norm));

        if (code is not null)
        {
            Refused(Assessed, Verbs.Propose, inputs, taken: ("GRUPU_DZ_KARKLI", 8)).ShouldBe(code);
        }
        else
        {
            Decide(Assessed, Verbs.Propose, Inputs([("outcome", "refused"), ("findings", "f"), ("reasoning", "r"), ("reason", "why"), ("hearing", "heard"), ("norm", norm)]))
                .ShouldHaveSingleItem().ShouldBeOfType<DecisionProposed>().Norm.ShouldBe(norm);
        }
    }

    [Theory]
    [InlineData("granted", "", "", "missing-field")]
    [InlineData("granted", "2026-06-07", "", "bad-date")]
    [InlineData("granted", "30.06.2026", "", "bad-date")]
    [InlineData("granted", "2026-02-30", "", "bad-date")]
    [InlineData("granted", "2026-06-20", "2026-06-19", "bad-date")]
    [InlineData("admitted", "2026-06-20", "", "bad-choice")]
    [InlineData("withdrawn", "2026-06-20", "", "bad-choice")]
    [InlineData("GRANTED", "2026-06-20", "", "bad-choice")]
    public void Propose_WrongOutcomeOrDates_Refused(string outcome, string from, string until, string code) => Refused(
        Assessed, Verbs.Propose, Inputs(("outcome", outcome), ("findings", "f"), ("reasoning", "r"), ("from", from), ("until", until))).ShouldBe(code);

    [Theory]
    [InlineData("NO_SUCH", 0, "unknown-facility")]
    [InlineData("GRUPU_DZ_KARKLI", 8, "no-place")]
    public void Propose_FacilityUnknownOrFull_Refused(string facility, int taken, string code) => Refused(
        Assessed,
        Verbs.Propose,
        Inputs(("outcome", "granted"), ("findings", "f"), ("reasoning", "r"), ("from", "2026-06-20"), ("facilityId", facility)),
        taken: (facility, taken)).ShouldBe(code);

    [Fact]
    public void Approve_ByTheAuthor_Refused() => Refused(Assessed.Apply(Proposal("actor")), Verbs.Approve, Inputs()).ShouldBe("four-eyes");

    [Fact]
    public void Approve_WithdrawalByItsRecorder_Refused() => Refused(
        Registered.Apply(new ApplicationWithdrawn(1, null, new DateOnly(2026, 6, 9), "x", Post, "actor")), Verbs.Approve, Inputs()).ShouldBe("four-eyes");

    [Theory]
    [InlineData("2026-06-07")]
    [InlineData("2026-06-11")]
    [InlineData("")]
    public void Withdraw_AskedOnImpossibleDay_Refused(string day) => Refused(
        Registered, Verbs.Withdraw, Inputs(("askedOn", day), ("note", "x"), ("channel", "hand"), ("address", "y"))).ShouldBe(day.Length == 0 ? "missing-field" : "bad-date");

    [Fact]
    public void Withdraw_BeforeRegistrationOrAfterApproval_Refused()
    {
        var inputs = Inputs(("askedOn", "2026-06-09"), ("note", "x"), ("channel", "hand"), ("address", "y"));

        Refused(CaseState.Fold([TestCases.Received()]), Verbs.Withdraw, inputs).ShouldBe("not-waiting");
        Refused(Proposed.Apply(new DecisionApproved(1, "L-2026/1", "h")), Verbs.Withdraw, inputs).ShouldBe("not-waiting");
        Refused(Registered, Verbs.Withdraw, Inputs(("intakeId", "other"), ("askedOn", "2026-06-09"), ("note", "x"), ("channel", "hand"), ("address", "y"))).ShouldBe("unknown-message");
    }

    [Fact]
    public void Review_NotNeededAlwaysDocumentWithoutReason_Refused()
    {
        var inputs = WayHouse.Review().Select(i => i.Name == "doc.IENAKUMI" ? (i.Name, "not-needed") : i).ToArray();

        Refused(Registered, Verbs.ReviewDocuments, Inputs(inputs)).ShouldBe("missing-field");
        Refused(Registered, Verbs.ReviewDocuments, Inputs([.. WayHouse.Review().Skip(3)])).ShouldBe("missing-field");
        Decide(Registered, Verbs.ReviewDocuments, Inputs([.. inputs, ("why.IENAKUMI", "Ir reģistrā.")])).ShouldHaveSingleItem();
    }

    [Fact]
    public void Confirm_SentBeforeDecisionOrInFuture_Refused()
    {
        var decided = new DateOnly(2026, 6, 9);
        var state = new CaseEvent[]
        {
            new DecisionApproved(1, "L-2026/1", "h"),
            new DecisionDrafted("f"),
            new DecisionSigned { DecidedOn = decided, FileId = "f", FileName = "l", Signer = "s", By = "h", NoticeTerm = Smiltene.Terms.Notice(decided) },
            new NoticeDispatched("registered", "o"),
        }.Aggregate(Proposed, (s, e) => s.Apply(e));

        Refused(state, Verbs.ConfirmNotice, Inputs(("sentOn", "2026-06-08"), ("evidence", "x"))).ShouldBe("bad-date");
        Refused(state, Verbs.ConfirmNotice, Inputs(("sentOn", "2026-06-11"), ("evidence", "x"))).ShouldBe("bad-date");
        Refused(state, Verbs.ConfirmNotice, Inputs(("sentOn", "2026-06-10"))).ShouldBe("missing-field");
        var sent = (NoticeSent)Decide(state, Verbs.ConfirmNotice, Inputs(("sentOn", "2026-06-10"), ("evidence", "x")))[0];
        (sent.NotifiedOn, sent.ContestTerm!.Due).ShouldBe((new DateOnly(2026, 6, 17), new DateOnly(2026, 7, 17)));
    }

    [Fact]
    public void Handle_MessageNotOpen_Refused() => Refused(Registered, Verbs.HandleMessage, Inputs(("intakeId", "m"), ("note", "x"))).ShouldBe("unknown-message");

    [Fact]
    public void Text_LongerThanAllowed_Refused() => Refused(
        Complete, Verbs.AssessNeeds, Inputs(("level", "2"), ("findings", new string('x', CommandInputs.MaximumText + 1)))).ShouldBe("too-long");

    [Fact]
    public void Schedule_AnswerTerm_RemindsThenEndsAndStopsWithTheAnswer()
    {
        var today = new DateOnly(2026, 6, 9);
        var asked = Registered
            .Apply(new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = ["IENAKUMI"], Contact = Post, By = "w" })
            .Apply(new DocumentsRequested(1, ["IENAKUMI"], Smiltene.Terms.DocumentRequest(today), Smiltene.Terms.DocumentReminder(today).Due, "f"));

        AnswerFacts(asked).ShouldBe(["reminded:1", "overdue:1"]);
        AnswerFacts(asked.Apply(TestCases.Filed("m"))).ShouldBeEmpty();
        AnswerFacts(asked.Apply(new AnswerOverdue(1))).ShouldBeEmpty();

        static IEnumerable<string> AnswerFacts(CaseState state) =>
            CaseSchedule.Of(state, Smiltene.Terms, r => r).Where(f => f.Fact is not RungFired).Select(f => f.Key);
    }

    [Fact]
    public void Schedule_DecisionClock_RungsGoToTheAssigneeFirstAndEndWithTheDecision()
    {
        var rungs = CaseSchedule.Of(Assessed, Smiltene.Terms, role => $"person of {role}").Select(f => (RungFired)f.Fact).ToList();

        rungs.Select(r => r.Person).ShouldBe(["w", "person of substitute", "person of duty", "person of head"]);
        rungs.ShouldAllBe(r => r.Clock == CaseClocks.Decision);
        CaseSchedule.Of(rungs.Aggregate(Assessed, (s, r) => s.Apply(r)), Smiltene.Terms, r => r).ShouldBeEmpty();
    }

    private static DecisionProposed Proposal(string by) => new() { Round = 1, Outcome = "granted", Findings = "f", Reasoning = "r", From = new DateOnly(2026, 6, 20), By = by };

    private static JsonElement Inputs(params (string Name, string Value)[] data) => JsonSerializer.SerializeToElement(data.ToDictionary(d => d.Name, d => d.Value));

    private static string Refused(CaseState state, string verb, JsonElement inputs, string? role = null, int? round = null, (string Facility, int Count)? taken = null) =>
        Should.Throw<CommandRefusedException>(() => Decide(state, verb, inputs, role, round, taken)).Code;

    private static IReadOnlyList<CaseEvent> Decide(
        CaseState state, string verb, JsonElement inputs, string? role = null, int? round = null, (string Facility, int Count)? taken = null)
    {
        var rule = CommandRules.Find(verb)!;
        var actor = new StaffMember { Id = "actor", Municipality = "smiltene", Name = "N", Position = "P", Roles = role is null ? rule.Roles : [role] };
        var context = new MemoryAppendContext(state, 5, Now) { Taken = taken is { } full ? new() { [full.Facility] = full.Count } : [] };
        return CommandRules.Decide(
            rule,
            new CommandContext(context, Smiltene.Pack, Smiltene.Terms, actor, round ?? (rule.Step is { } step ? Standing.Of(state).Find(step)?.Round ?? 1 : 1), new CommandInputs(inputs)));
    }
}
