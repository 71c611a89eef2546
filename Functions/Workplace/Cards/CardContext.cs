using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Everything a card is built from: one version of the case, the reader, and the free places of facilities.</summary>
internal sealed record CardContext
{
    public required CaseRecord Record { get; init; }

    public required Municipality Municipality { get; init; }

    public required StaffMember Reader { get; init; }

    public required StaffDirectory Staff { get; init; }

    public required UiTexts Texts { get; init; }

    public required DateOnly Today { get; init; }

    public required IReadOnlyDictionary<string, int> FreePlaces { get; init; }

    /// <summary>How many other cases wait for a place of each facility; one with nobody is absent.</summary>
    public IReadOnlyDictionary<string, int> Waiting { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How near the reader may be to the applicant, a word of <see cref="ConflictKinds"/>; null where nothing speaks for it.</summary>
    public string? Conflict { get; init; }

    /// <summary>How near a member of staff may be to the applicant, as <see cref="Conflict"/>.</summary>
    public Func<StaffMember, string?> ConflictOf { get; init; } = _ => null;

    /// <summary>Who does the social worker's part of the case today: the assignee, or while they are away who stands in; null of a closed case, and of one without an assignee.</summary>
    public string? Acting { get; init; }

    /// <summary>Whose work the reader does today because they are away; null where it is the reader's own, or nobody's in particular.</summary>
    public string? StandsInFor { get; init; }

    public CaseState State => Record.State;

    public MunicipalityPack Pack => Municipality.Pack;

    public Service? Service => State.ServiceId is { } id ? Pack.FindService(id) : null;

    public string FacilityName(string id) => Pack.Facilities.FirstOrDefault(f => f.Id == id)?.Name ?? id;

    public string NameOf(string personId) => Staff.Find(personId)?.Name ?? personId;

    public bool May(string verb) => CommandRules.Find(verb) is { } rule && CommandRules.Allows(rule, Reader);

    /// <summary>The action that sends this card's inputs as a command on the version shown.</summary>
    public ExecuteAction Action(string verb, int round, string? style = null, params (string Name, string Value)[] fixedInputs)
    {
        var data = new JsonObject
        {
            ["caseId"] = Record.Case.CaseId,
            ["version"] = Record.Version,
            ["round"] = round,
            ["verb"] = verb,
        };
        foreach (var (name, value) in fixedInputs)
        {
            data[name] = value;
        }

        return new ExecuteAction(Texts[$"verb.{verb}"], verb, data) { Style = style };
    }

    /// <summary>The case in one line: number, person with masked code, last day. No health data, no full code.</summary>
    public TextBlock Headline()
    {
        var applicant = State.Received!.Applicant;
        List<string> parts = [];
        if (State.Number is { } number)
        {
            parts.Add(number);
        }

        parts.Add($"{applicant.FullName} ({Masks.Code(applicant.PersonalCode)})");
        if (State.RunningClock is { } clock && ShownDates.Of(State).Due is { } until)
        {
            parts.Add(Texts.Format(until < clock.Term.Due && State.Extension is null ? "case.clock.outer-day" : "card.until", LatvianDate.Numeric(until)));
        }
        else if (State is { Request: { } request, AnswerEnded: false, IsProposed: false, Closed: null })
        {
            parts.Add(Texts.Format("card.answer-until", LatvianDate.Numeric(request.AnswerTerm.Due)));
        }

        return new TextBlock(string.Join(" · ", parts)) { IsSubtle = true, Spacing = "none" };
    }

    public TextInput Text(string id, string label, bool required = true, string? value = null) => new(id, label)
    {
        IsRequired = required ? true : null,
        ErrorMessage = required ? Texts.Format("card.fill", label) : null,
        MaxLength = CommandInputs.MaximumText,
        Value = value,
    };

    public TextInput LongText(string id, string label, bool required = true, string? value = null) =>
        Text(id, label, required, value) with { IsMultiline = true };

    /// <summary>A number that may be left out; as text, because renderers call an empty number field with limits invalid.</summary>
    public TextInput Number(string id, string label) => Text(id, label, required: false) with { MaxLength = 4 };

    public ChoiceInput Choice(string id, string label, IReadOnlyList<Choice> choices, bool required = true, string? value = null) => new(id, label, choices)
    {
        IsRequired = required ? true : null,
        ErrorMessage = required ? Texts.Format("card.choose", label) : null,
        Placeholder = Texts["card.choose-placeholder"],
        Value = value,
    };

    public DateInput Day(string id, string label, bool required, DateOnly? notBefore = null, DateOnly? value = null, DateOnly? notAfter = null) => new(id, label)
    {
        IsRequired = required ? true : null,
        ErrorMessage = required ? Texts.Format("card.fill", label) : null,
        Min = notBefore is null ? null : Iso(notBefore.Value),
        Max = notAfter is null ? null : Iso(notAfter.Value),
        Value = value is null ? null : Iso(value.Value),
    };

    /// <summary>Channel and address of the written notice; what is known already is filled in.</summary>
    public IReadOnlyList<CardElement> ContactInputs() =>
    [
        Choice("channel", Texts["field.channel"], [.. Pack.Channels.Select(c => new Choice(Texts.ChannelName(c), c.Id))], value: KnownContact?.Channel),
        Text("address", Texts["field.address"], value: KnownContact?.Address) with { Placeholder = Texts["field.address-hint"] },
    ];

    /// <summary>Confirmed in this case, or known from the case it was opened beside.</summary>
    private Contact? KnownContact => State.Contact ?? State.Received?.Prefill?.Contact;

    /// <summary>Facilities of the case's service with their free places; none where the service has no facilities.</summary>
    public IReadOnlyList<CardElement> FacilityInput(string? value)
    {
        var facilities = Pack.Facilities.Where(f => Service is { } service && service.Facilities.Contains(f.Id)).ToList();
        return facilities.Count == 0
            ? []
            :
            [
                Choice(
                    "facilityId",
                    Texts["field.facility"],
                    [.. facilities.Select(f => new Choice(Places(f), f.Id))],
                    required: false,
                    value: value),
            ];
    }

    private string Places(Facility facility)
    {
        var places = Texts.Format("card.free-places", facility.Name, FreePlaces.GetValueOrDefault(facility.Id), facility.Places);
        return Waiting.TryGetValue(facility.Id, out var waiting) ? Texts.Format("card.waiting", places, waiting) : places;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
