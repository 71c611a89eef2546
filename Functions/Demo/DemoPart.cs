using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Functions.Demo;

/// <summary>How a sample message reaches the mailbox.</summary>
internal enum DemoDelivery
{
    Signed,
    Unsigned,

    /// <summary>Signed, then one file in the container was changed.</summary>
    Tampered,

    /// <summary>An out-of-office answer.</summary>
    MachineMail,
}

/// <summary>When a sample resident contests the decision.</summary>
internal enum DemoContest
{
    Never,
    InTime,

    /// <summary>After the last day, when the case is closed already.</summary>
    Late,
}

/// <summary>An invented resident; personal codes have day 00, which nobody's has.</summary>
internal sealed record DemoResident(string Id, string GivenName, string Surname, string PersonalCode, string Email, string Address, DemoKey Key)
{
    public string FullName => $"{GivenName} {Surname}";
}

/// <summary>A page of a sample document: title and lines.</summary>
internal sealed record DemoDocument(string FileName, string Title, params string[] Lines);

/// <summary>One sample message and everything that people will do about it.</summary>
internal sealed record DemoPart
{
    /// <summary>Word in reports: granted, refused, completed…</summary>
    public required string Id { get; init; }

    public required string Municipality { get; init; }

    public required DemoResident Resident { get; init; }

    public required DemoDelivery Delivery { get; init; }

    /// <summary>After the demo's beginning.</summary>
    public required TimeSpan ArrivesAfter { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public string Container { get; init; } = "Iesniegums.edoc";

    public IReadOnlyList<DemoDocument> Documents { get; init; } = [];

    /// <summary>Sent as an answer when the municipality asks.</summary>
    public IReadOnlyList<DemoDocument> LateDocuments { get; init; } = [];

    /// <summary>Document ids the worker finds missing at first sight.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public bool Withdraws { get; init; }

    /// <summary>The head moves the end of the decision term on the day after it began.</summary>
    public bool Extends { get; init; }

    /// <summary>The mailbox of the resident takes no mail with the decision: it comes back the next working day.</summary>
    public bool Bounces { get; init; }

    /// <summary>Whether the resident contests the decision, and when.</summary>
    public DemoContest Contest { get; init; }

    /// <summary>Services of the letter besides the first, with the outcome of each: the registrar splits the application.</summary>
    public IReadOnlyList<(string ServiceId, string Outcome)> Also { get; init; } = [];

    /// <summary>Places of <see cref="FacilityId"/> that people without a case hold: all of them until the queue moves.</summary>
    public int HeldOutside { get; init; }

    /// <summary>What the registrar chooses when the machine is not sure.</summary>
    public string ServiceId { get; init; } = string.Empty;

    /// <summary>The former municipality of the declared residence, where the municipality is in transition.</summary>
    public string? RuleSet { get; init; }

    public string Outcome { get; init; } = "granted";

    public string Channel { get; init; } = "registered";

    /// <summary>The state's service says that the resident's e-address is active, whatever was asked for; of everybody else it says nothing.</summary>
    public bool HasEAddress { get; init; }

    public string? FacilityId { get; init; }

    /// <summary>Working days people take for a step; one day where nothing is said.</summary>
    public IReadOnlyDictionary<string, int> Pace { get; init; } = new Dictionary<string, int>();

    /// <summary>The interactive demo leaves the case waiting at this step.</summary>
    public string? LeftAt { get; init; }

    /// <summary>What people do about this case of the part: another outcome of the letter, or the place from the queue.</summary>
    public DemoPart For(CaseState state) => state.Received!.Origin?.Kind switch
    {
        SiblingKinds.Split => this with { Id = $"{Id}-{state.ServiceId}", Outcome = Also.First(a => a.ServiceId == state.ServiceId).Outcome, Also = [], LeftAt = null },
        SiblingKinds.Place => this with { Id = $"{Id}-place", Outcome = Outcomes.Granted, HeldOutside = 0, LeftAt = null },
        _ => this,
    };

    public string MessageId => $"{Id}@residents.example";
}
