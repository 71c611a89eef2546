using System.Text.Json;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>A case in memory that moves on by what people fill into its cards, and by the machine's events.</summary>
internal sealed class CardBench
{
    public const string PersonalCode = "000226-11353";

    public static readonly DateOnly Today = new(2026, 6, 15);
    public static readonly MunicipalityDirectory Municipalities = MunicipalityDirectory.Load(PackFolder.DefaultRoot);
    public static readonly StaffDirectory Staff = StaffDirectory.Load(Path.Combine(AppContext.BaseDirectory, "Workplace", "sample-staff.json"));

    private static readonly DateTimeOffset Now = new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);
    private readonly List<JournalEntry> _entries = [];

    public static Municipality Smiltene => Municipalities.Get("smiltene");

    public static StaffMember Registrar => Staff.Find("sm-lietvede")!;

    public static StaffMember Worker => Staff.Find("sm-darbiniece")!;

    public static StaffMember Head => Staff.Find("sm-vaditaja")!;

    public CaseRecord Record => new(new CaseRef("smiltene", "c0123456789abcdef"), _entries.Count, CaseState.Fold(_entries.Select(e => e.Event)), _entries);

    public CaseState State => Record.State;

    public static CardBench Received(string? service = "ILG_PILNG", bool admitFirst = false)
    {
        var bench = new CardBench();
        bench.Happened(new ApplicationReceived
        {
            IntakeId = "i1",
            Channel = "email",
            ReceivedAt = Now,
            ReceivedOn = Today,
            Applicant = new Applicant("Ģertrūde", "Paraudziņa", PersonalCode),
            ReplyTo = "g@example.test",
            MessageId = "m1",
            Subject = "Iesniegums",
            Files = [],
            ServiceId = service,
            AdmitFirst = admitFirst,
        });
        return bench;
    }

    public static CardBench Registered(string service = "ILG_PILNG")
    {
        var bench = Received(service);
        bench.Happened(new ApplicationRegistered("SD-2026/7", service, Today, Worker.Id) { OuterLimit = Today.AddMonths(1) });
        return bench;
    }

    /// <summary>The institution began it; nothing is proposed yet.</summary>
    public static CardBench Discontinuing()
    {
        var bench = new CardBench();
        bench.Happened(
            Received().State.Received! with
            {
                Channel = "office",
                MessageId = string.Empty,
                Origin = new CaseOrigin("c-former", SiblingKinds.Discontinuance),
                Prefill = new CasePrefill { Contact = new Contact("registered", "Izdomu iela 1") },
            });
        bench.Happened(new ApplicationRegistered("SD-2026/8", "ILG_PILNG", Today, Worker.Id) { OuterLimit = Today.AddMonths(1) });
        bench.Happened(new DecisionClockStarted(Today, Smiltene.Terms.Decision(Smiltene.Pack.FindService("ILG_PILNG")!, Today)));
        return bench;
    }

    public static CardBench ContactAsked()
    {
        var bench = Registered();
        bench.Happened(new ContactChangeAsked(1, ContactParts.Email, "jauna@example.test", "012345", Now, Today.AddDays(21)));
        return bench;
    }

    public static CardBench Complete()
    {
        var bench = Registered();
        bench.Fill(Worker, Steps.Documents, Verbs.ReviewDocuments, inputs => AllReceived(inputs));
        bench.Happened(new DecisionClockStarted(Today, Smiltene.Terms.Decision(Smiltene.Pack.FindService("ILG_PILNG")!, Today)));
        return bench;
    }

    public static CardBench NotOurs()
    {
        var bench = Complete();
        bench.Fill(Worker, "identity", Verbs.RecordIdentity, data =>
        {
            data["residence"] = "elsewhere";
            data["otherMunicipality"] = "Paraugu novads";
        });
        return bench;
    }

    public static CardBench Assessed()
    {
        var bench = Complete();
        bench.Fill(Worker, Steps.Needs, Verbs.AssessNeeds);
        bench.Fill(Worker, Steps.Income, Verbs.AssessIncome);
        bench.Fill(Worker, Steps.Capacity, Verbs.AssessCapacity);
        return bench;
    }

    public static CardBench Proposed(Action<JsonObject>? change = null)
    {
        var bench = Assessed();
        bench.Fill(Worker, Steps.Proposal, Verbs.Propose, change);
        return bench;
    }

    public static CardBench Dispatched()
    {
        var bench = Proposed();
        bench.Fill(Head, Steps.Approval, Verbs.Approve);
        bench.Happened(new DecisionDrafted("d1"));
        bench.Happened(new DecisionSigned
        {
            DecidedOn = Today,
            FileId = "d2",
            FileName = "lemums.pdf",
            Signer = Head.Name,
            By = Head.Id,
            NoticeTerm = Smiltene.Terms.Notice(Today),
        });
        bench.Happened(new NoticeDispatched("registered", "o1"));
        return bench;
    }

    /// <summary>The letter came back from an address where nobody knows the person.</summary>
    public static CardBench Returned()
    {
        var bench = Dispatched();
        bench.Happened(NoticeLadder.Return(bench.State, Smiltene.Pack, NoticeCauses.UnknownAddress, Today, "n", Registrar.Id));
        return bench;
    }

    /// <summary>Its notice was sent today; the outcome as the test needs it.</summary>
    public static CardBench Notified(string outcome, DateOnly? contractBy = null)
    {
        var bench = Assessed();
        bench.Happened(new DecisionProposed { Round = 1, Outcome = outcome, Findings = "f", Reasoning = "r", FacilityId = "TRAPENE", From = Today, ContractBy = contractBy, By = Worker.Id });
        bench.Happened(new DecisionApproved(1, "L-2026/1", Head.Id));
        if (outcome == Outcomes.Queued)
        {
            bench.Happened(new QueueJoined("TRAPENE"));
        }

        bench.Happened(new DecisionSigned { DecidedOn = Today, FileId = "d2", FileName = "lemums.pdf", Signer = Head.Name, By = Head.Id, NoticeTerm = Smiltene.Terms.Notice(Today) });
        bench.Happened(new NoticeDispatched("hand", "o1"));
        bench.Happened(new NoticeSent("hand", Today, "e", Registrar.Id) { NotifiedOn = Today, ContestTerm = Smiltene.Terms.Contest("hand", Today) });
        return bench;
    }

    public static CardBench Offered()
    {
        var bench = Notified(Outcomes.Queued);
        bench.Happened(new PlaceOffered(1, "TRAPENE", Today, Smiltene.Terms.Offer(Today)));
        return bench;
    }

    public static CardBench Contested()
    {
        var bench = Notified(Outcomes.Refused);
        bench.Fill(Registrar, "contest-received", Verbs.ReceiveContest);
        return bench;
    }

    public static CardBench HandedOver()
    {
        var bench = Contested();
        bench.Fill(Registrar, Steps.ContestHandOver, Verbs.HandOverContest);
        return bench;
    }

    /// <summary>Begun by the institution about what it granted a year before; a proposal is next.</summary>
    public static CardBench Discontinuance()
    {
        var bench = Received("ILG_PILNG");
        var received = bench.State.Received! with
        {
            Origin = new CaseOrigin("c1", SiblingKinds.Discontinuance),
            Prefill = new CasePrefill { Contact = new Contact("registered", "Izdomu iela 1"), Granted = new GrantedBefore("SD-2025/3", "L-2025/88", Today.AddYears(-1)) },
        };
        bench._entries.Clear();
        bench.Happened(received);
        bench.Happened(new ApplicationRegistered("SD-2026/8", "ILG_PILNG", Today, Worker.Id) { OuterLimit = Today.AddMonths(1) });
        bench.Happened(new DecisionClockStarted(Today, Smiltene.Terms.Decision(Smiltene.Pack.FindService("ILG_PILNG")!, Today)));
        return bench;
    }

    public static CardBench Submission()
    {
        var bench = Received(service: null);
        bench.Fill(Registrar, Steps.Registration, Verbs.ClassifySubmission);
        return bench;
    }

    /// <summary>A letter brought a document that its kind keeps from being handed out.</summary>
    public static CardBench WithBlockedFile(int files = 1)
    {
        var bench = Registered();
        bench.Happened(new MessageFiled
        {
            IntakeId = "i4",
            ReceivedAt = Now,
            ReceivedOn = Today,
            MessageId = "m4",
            MatchedBy = "references",
            Text = "",
            Files =
            [
                .. Enumerable.Range(0, files).Select(i => new CaseFile
                {
                    FileId = $"{i:x64}",
                    Name = $"Izziņa {PersonalCode} {new string('ļ', 200)} {i}.docm",
                    MediaType = "application/octet-stream",
                    Size = 1,
                    Scanner = "s",
                    Blocked = true,
                    Remarks = ["macro"],
                }),
            ],
        });
        return bench;
    }

    public static CardBench WithLetter()
    {
        var bench = Complete();
        bench.Happened(new MessageFiled
        {
            IntakeId = "i2",
            ReceivedAt = Now,
            ReceivedOn = Today,
            MessageId = "m2",
            MatchedBy = "references",
            Text = "Slimības dēļ atsaucu iesniegumu.",
            Files = [],
            WithdrawalSuspected = true,
        });
        return bench;
    }

    public void Happened(CaseEvent fact) =>
        _entries.Add(new JournalEntry { Version = _entries.Count + 1, Key = $"k{_entries.Count}", At = Now, Event = fact, Hash = "h" });

    public CardContext Context(StaffMember reader, UiTexts? texts = null) => new()
    {
        Record = Record,
        Municipality = Municipalities.Get("smiltene"),
        Reader = reader,
        Staff = Staff,
        Texts = texts ?? UiTexts.Latvian,
        Today = Today,
        FreePlaces = Smiltene.Pack.Facilities.ToDictionary(f => f.Id, f => f.Places),
    };

    public StepCard Card(StaffMember reader, string step, UiTexts? texts = null) =>
        (StepCards.Find(Context(reader, texts), step) ?? StepCards.Others(Context(reader, texts)).FirstOrDefault(c => c.Step == step))
        ?? throw new InvalidOperationException($"There is no card for '{step}'.");

    /// <summary>What a host would send when the person fills the card plausibly and presses the button of the verb.</summary>
    public JsonObject Answer(StaffMember reader, string step, string verb)
    {
        var card = JsonNode.Parse(Card(reader, step).Card.ToJson())!.AsObject();
        var data = new JsonObject();
        Gather(card, data, verb).ShouldBeTrue($"The card of '{step}' has no action '{verb}'.");
        return data;
    }

    public IReadOnlyList<CaseEvent> Decide(StaffMember actor, string verb, JsonObject data)
    {
        var rule = CommandRules.Find(verb)!;
        var inputs = new CommandInputs(JsonSerializer.SerializeToElement(data));
        return CommandRules.Decide(
            rule, new CommandContext(new FakeAppend(Record), Smiltene.Pack, Smiltene.Terms, actor, data["round"]!.GetValue<int>(), inputs));
    }

    public void Fill(StaffMember actor, string step, string verb, Action<JsonObject>? change = null)
    {
        var data = Answer(actor, step, verb);
        change?.Invoke(data);
        foreach (var fact in Decide(actor, verb, data))
        {
            Happened(fact);
        }
    }

    public static void AllReceived(JsonObject inputs)
    {
        foreach (var document in inputs.Select(i => i.Key).Where(k => k.StartsWith("doc.", StringComparison.Ordinal)).ToList())
        {
            inputs[document] = "received";
        }
    }

    /// <summary>The inputs of a card, in its own order, nested cards included.</summary>
    public static IEnumerable<JsonObject> Inputs(JsonNode card) => card["body"]!.AsArray().Select(e => e!.AsObject())
        .Where(e => e["type"]!.GetValue<string>().StartsWith("Input.", StringComparison.Ordinal));

    private static bool Gather(JsonObject card, JsonObject data, string verb)
    {
        foreach (var input in Inputs(card))
        {
            data[input["id"]!.GetValue<string>()] = Plausible(input);
        }

        foreach (var action in card["actions"]?.AsArray().Select(a => a!.AsObject()) ?? [])
        {
            if (action["verb"]?.GetValue<string>() == verb)
            {
                foreach (var (name, value) in action["data"]!.AsObject())
                {
                    data[name] = value!.DeepClone();
                }

                return true;
            }

            if (action["card"] is JsonObject nested && Gather(nested, data, verb))
            {
                return true;
            }
        }

        return false;
    }

    private static string Plausible(JsonObject input) => (input["type"]!.GetValue<string>(), input["id"]!.GetValue<string>()) switch
    {
        (_, "monthlyIncome") => "312,50",
        (_, "children") => "2",
        (_, "recipientBirthDate") => "1950-05-05",
        (_, var id) when id is "memberCodes" or "dependants" or "childrenWithDisability" or "hoursAWeek" or "repCode" or "otherCode" or "birthDate" or "earlierOn" || id.StartsWith("income.", StringComparison.Ordinal) => "",
        ("Input.Toggle", "ask.IENAKUMI") => "true",
        (_, "until") when input["min"]?.GetValue<string>() is { } first && input["isRequired"] is not null => NextWorkingDay(first),
        ("Input.Toggle", _) => input["value"]!.GetValue<string>(),
        ("Input.Number", _) => input["min"]!.ToJsonString(),
        ("Input.Date", _) => input["value"]?.GetValue<string>() ?? "2026-06-15",
        ("Input.Text", "reason") => input["value"]?.GetValue<string>() ?? "Teksts ar pamatojumu.",
        ("Input.ChoiceSet", _) => input["value"]?.GetValue<string>() ?? input["choices"]![0]!["value"]!.GetValue<string>(),
        _ => input["value"]?.GetValue<string>() ?? "Teksts",
    };

    private static string NextWorkingDay(string day)
    {
        var date = DateOnly.Parse(day);
        while (!Smiltene.Terms.IsWorkingDay(date))
        {
            date = date.AddDays(1);
        }

        return date.ToString("yyyy-MM-dd");
    }

    private sealed class FakeAppend(CaseRecord record) : IAppendContext
    {
        public CaseState State => record.State;

        public long Version => record.Version;

        public DateTimeOffset Now => CardBench.Now;

        public long NextNumber(string series) => 1;

        public int PlacesTaken(string facilityId) => 0;

        public int QueueAhead(string facilityId) => 0;

        public bool HoldsPlace(string facilityId) => false;
    }
}
