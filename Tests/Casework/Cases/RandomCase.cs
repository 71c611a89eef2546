using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.Cases;

/// <summary>
/// A random but lawful life of one case: people's commands by the real rules, time by the real schedule, the machine's steps
/// as the activities take them, messages at any moment.
/// </summary>
internal sealed class RandomCase(int seed)
{
    private static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");
    private readonly Random _random = new(seed);
    private readonly List<CaseEvent> _events = [];
    private readonly HashSet<string> _keys = [];
    private DateTimeOffset _now = new(2026, 6, 8, 5, 0, 0, TimeSpan.Zero);
    private long _number;
    private int _message;

    public IReadOnlyList<CaseEvent> Events => _events;

    public CaseState State { get; private set; } = CaseState.Empty;

    /// <summary>The machine's step where nobody is waited for; null when it has none.</summary>
    public static string? MachineStep(CaseState state) => state switch
    {
        { Closed: not null } => null,
        { Registration: null, ServiceId: not null } when !state.AdmitFirst || state.Admission is not null => "register",
        { Submission: not null } or { Notice: not null } => state.MayClose ? "close" : null,
        { NoticeRound: > 1, Dispatch: null } when !NoticeWay.NeedsPerson(state) => $"dispatch:{state.NoticeRound}",
        { NoticeRound: > 1 } => null,
        { Decision: not null, Dispatch: null } => "dispatch",
        { Approval: not null, Draft: null } => "draft",
        { IsProposed: true } => null,
        { AdmitFirst: false, Review: { CompleteOn: null } review, Request: null } => $"ask:{review.Round}",
        { DecisionPause: { } pause, IsComplete: true } => $"resume:{pause.Round}",
        { DecisionClock: null } when (state.AdmitFirst ? state.Registration is not null : state.IsComplete) => "clock:decision",
        _ => null,
    };

    public RandomCase Live(int steps)
    {
        var crisis = _random.Next(5) == 0;
        string? service = _random.Next(4) == 0 ? null : crisis ? "KRIZES_C" : "APR_MAJAS";
        Append("received", TestCases.Received() with { ServiceId = service, AdmitFirst = service is "KRIZES_C" });
        for (var i = 0; i < steps && State.Closed is null; i++)
        {
            _now += TimeSpan.FromHours(_random.Next(1, 30));
            Step();
        }

        return this;
    }

    private void Step()
    {
        switch (_random.Next(13))
        {
            case 11 when State.Dispatch is not null || State.Notice is not null:
                var causes = NoticeLadder.CausesOf(Smiltene.Pack, State.Notice?.Channel ?? State.Dispatch!.Channel, Smiltene.Terms.DayOf(_now));
                Try(Verbs.ReturnNotice, 1, ("cause", causes[_random.Next(causes.Count)]), ("returnedOn", Day(Smiltene.Terms.DayOf(_now))), ("note", "x"));
                break;
            case 12 when State.Registration is not null:
                Try(Verbs.ReceiveContest, 1, ("from", "applicant"), ("receivedOn", Day(Smiltene.Terms.DayOf(_now))), ("note", "x"));
                break;
            case 0:
                _message++;
                Append($"message:m{_message}", TestCases.Filed($"m{_message}") with { ReceivedOn = Smiltene.Terms.DayOf(_now), WithdrawalSuspected = _random.Next(2) == 0 });
                break;
            case 1:
                Try(Verbs.Withdraw, 1, ("askedOn", Day(Smiltene.Terms.DayOf(_now))), ("note", "x"), ("channel", "hand"), ("address", "y"));
                break;
            case 2 when State.OpenMessages.Count > 0:
                Try(Verbs.HandleMessage, 1, ("intakeId", State.OpenMessages[0]), ("note", "x"));
                break;
            case 12:
                Try(Verbs.AskMore, State.DocumentsRound, ("ask.IENAKUMI", "true"), ("because", "x"));
                break;
            case < 6:
                LetTimePass();
                break;
            default:
                Machine();
                Person();
                break;
        }
    }

    private void LetTimePass()
    {
        var schedule = CaseSchedule.Of(State, Smiltene.Terms, role => role);
        if (schedule.Count > 0)
        {
            _now = schedule[0].At > _now ? schedule[0].At : _now;
            Append(schedule[0].Key, schedule[0].Fact);
        }
    }

    private void Machine()
    {
        while (MachineStep(State) is { } step)
        {
            var today = Smiltene.Terms.DayOf(_now);
            CaseEvent fact = step.Split(':')[0] switch
            {
                "register" => new ApplicationRegistered($"SD-2026/{++_number}", State.ServiceId!, Smiltene.Terms.RegistrationDayOf(_now), "w") { OuterLimit = today },
                "ask" => new DocumentsRequested(State.Review!.Round, State.Review.Missing, Smiltene.Terms.DocumentRequest(today), Smiltene.Terms.DocumentReminder(today).Due, "f"),
                "clock" => new DecisionClockStarted(State.AdmitFirst ? State.Registration!.RegisteredOn : State.Review!.CompleteOn!.Value, Smiltene.Terms.Decision(Smiltene.Pack.FindService(State.ServiceId!)!, today)),
                "resume" => Resumed(),
                "draft" => new DecisionDrafted("f"),
                "dispatch" => new NoticeDispatched(NoticeWay.Choose(State, NoticeWay.Unknown)!.Channel, $"o{State.NoticeRound}") { Round = State.NoticeRound == 1 ? null : State.NoticeRound },
                _ => new CaseClosed(today),
            };
            Append(step, fact);
        }
    }

    private DecisionClockResumed Resumed()
    {
        var (clock, pause, completeOn) = (State.DecisionClock!, State.DecisionPause!, State.Review!.CompleteOn!.Value);
        var day = completeOn > pause.Since ? completeOn : pause.Since;
        return new DecisionClockResumed(
            day,
            Smiltene.Terms.Decision(Smiltene.Pack.FindService(State.ServiceId!)!, clock.CompleteOn, [.. State.DecisionPauses ?? [], new(pause.Since, day, pause.Because)]));
    }

    private void Person()
    {
        var waits = Standing.Of(State).Waits;
        if (waits.Count == 0)
        {
            return;
        }

        var wait = waits[_random.Next(waits.Count)];
        var today = Day(Smiltene.Terms.DayOf(_now));
        switch (wait.Step)
        {
            case Steps.Registration:
                if (_random.Next(4) == 0)
                {
                    Try(Verbs.ClassifySubmission, wait.Round);
                    break;
                }

                Try(Verbs.ChooseService, wait.Round, ("serviceId", _random.Next(3) == 0 ? "KRIZES_C" : "APR_MAJAS"), ("alsoServiceIds", _random.Next(3) == 0 ? "ASIST_PILNG" : ""));
                break;
            case Steps.Admission:
                Try(Verbs.Admit, wait.Round, ("admittedOn", today), ("circumstances", "x"), ("channel", "hand"), ("address", "y"));
                break;
            case Steps.Documents:
                var missing = _random.Next(3) == 0 ? new[] { "IENAKUMI" } : [];
                Try(Verbs.ReviewDocuments, wait.Round, [.. WayHouse.Review(missing), ("proceed", _random.Next(2) == 0 ? "true" : "false")]);
                break;
            case Steps.Needs:
                Try(Verbs.AssessNeeds, wait.Round, ("level", "2"), ("findings", "x"));
                break;
            case Steps.Income:
                Try(Verbs.AssessIncome, wait.Round, ("monthlyIncome", "1,5"), ("householdSize", "1"), ("status", "none"), ("findings", "x"));
                break;
            case Steps.Capacity:
                Try(Verbs.AssessCapacity, wait.Round, ("answer", "no"), ("findings", "x"));
                break;
            case Steps.Proposal:
                Try(Verbs.Propose, wait.Round, ("outcome", State.AdmitFirst ? "admitted" : "granted"), ("findings", "x"), ("reasoning", "y"), ("from", today), ("contractBy", _random.Next(3) == 0 ? today : ""), ("until", _random.Next(3) == 0 ? Day(Smiltene.Terms.DayOf(_now).AddDays(60)) : ""));
                break;
            case Steps.Approval:
                Try(_random.Next(3) == 0 ? Verbs.Return : Verbs.Approve, wait.Round, ("comment", "x"));
                break;
            case Steps.Signing:
                var day = Smiltene.Terms.DayOf(_now);
                Append("signing:1", new DecisionSigned { DecidedOn = day, FileId = "f", FileName = "l.pdf", Signer = "s", By = "h", NoticeTerm = Smiltene.Terms.Notice(day) });
                break;
            case Steps.Submission:
                Try(_random.Next(2) == 0 ? Verbs.AnswerSubmission : Verbs.ForwardSubmission, wait.Round, ("channel", "hand"), ("sentOn", today), ("evidence", "x"), ("note", "x"), ("institution", "y"));
                break;
            case Steps.Start:
                Try(Verbs.StartService, wait.Round, ("startedOn", today), ("note", "x"));
                break;
            case Steps.ContestHandOver:
                Try(Verbs.HandOverContest, wait.Round, ("original", ContestOriginals.Paper), ("sentOn", today), ("evidence", "x"));
                break;
            case Steps.ContestResult:
                Try(Verbs.DecideContest, wait.Round, ("result", "upheld"), ("decidedOn", today), ("note", "x"));
                break;
            case Steps.Notice when State.Dispatch is null:
                Try(Verbs.RedirectNotice, wait.Round, ("channel", "hand"), ("address", "y"), ("reason", "x"));
                break;
            case Steps.Notice:
                Try(Verbs.ConfirmNotice, wait.Round, ("sentOn", today), ("evidence", "x"));
                break;
        }
    }

    private void Try(string verb, int round, params (string Name, string Value)[] data)
    {
        var rule = CommandRules.Find(verb)!;
        var actor = new StaffMember { Id = verb, Municipality = "smiltene", Name = "N", Position = "P", Roles = rule.Roles };
        var json = JsonSerializer.SerializeToElement(data.ToDictionary(d => d.Name, d => d.Value));
        var command = new CaseCommand { Case = TestCases.Reference, Version = _events.Count, Round = round, Verb = verb, Actor = actor, Data = json };
        try
        {
            var context = new CommandContext(new MemoryAppendContext(State, _events.Count, _now), Smiltene.Pack, Smiltene.Terms, actor, round, new CommandInputs(json));
            Append(CommandRules.Key(rule, command, State), [.. CommandRules.Decide(rule, context)]);
        }
        catch (CommandRefusedException)
        {
            // A refused command leaves no trace; that is the point.
        }
    }

    /// <summary>As the journal: the same key is decided once.</summary>
    private void Append(string key, params CaseEvent[] facts)
    {
        if (!_keys.Add(key))
        {
            throw new InvalidOperationException($"The key {key} was used for two different appends.");
        }

        foreach (var fact in facts)
        {
            _events.Add(fact);
            State = State.Apply(fact);
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What a rule may look at, without a store.</summary>
internal sealed class MemoryAppendContext(CaseState state, long version, DateTimeOffset now) : IAppendContext
{
    public CaseState State => state;

    public long Version => version;

    public DateTimeOffset Now => now;

    public Dictionary<string, int> Taken { get; init; } = [];

    public long NextNumber(string series) => 1;

    public Dictionary<string, int> Waiting { get; init; } = [];

    public int PlacesTaken(string facilityId) => Taken.GetValueOrDefault(facilityId);

    public int QueueAhead(string facilityId) => Waiting.GetValueOrDefault(facilityId);

    public bool HoldsPlace(string facilityId) => false;
}
