using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Counter;

/// <summary>A field of a counter form that must be corrected, with what to do.</summary>
internal sealed record FieldProblem(string Field, string Text);

/// <summary>
/// Reads what a person at the counter wrote. Every field is looked at, so that all problems are told at once; nothing is stored here.
/// </summary>
internal sealed class CounterForm(Func<string, IReadOnlyList<string>> values, MunicipalityPack pack, DateOnly today, StaffMember actor, UiTexts texts)
{
    public const int LongestLine = 200;
    public const int LongestText = 4000;
    private const int MostPeople = 30;

    private readonly List<FieldProblem> _problems = [];

    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>A paper application; null when something must be corrected first.</summary>
    public DoorRecord? Application()
    {
        var place = Place();
        var takenOn = Day("takenOn", today.AddYears(-1), today, required: true);
        var arrivedOn = Day("arrivedOn", takenOn ?? today.AddYears(-1), today, required: place is { Counts: CountedFrom.Here });
        var applicant = Applicant(required: true);
        var day = place is { Counts: CountedFrom.Here } ? arrivedOn : takenOn;
        string[] also = [.. values("also").Where(id => id.Length > 0).Distinct().Select(id => Requestable(id, "also")).OfType<string>()];
        var record = new DoorRecord
        {
            Kind = DoorKinds.Counter,
            Applicant = applicant,
            ServiceId = Optional("serviceId", LongestLine) is { } id ? Requestable(id, "serviceId") : null,
            AlsoServiceIds = also,
            ReplyTo = Email(),
            Urgent = values("urgent").Count > 0,
            Entry = Entry(place, takenOn ?? today, day ?? today),
        };
        Must(values("signed").Count > 0, "signed", "counter.problem.signed");
        return _problems.Count == 0 ? record : null;
    }

    /// <summary>Somebody let in before any application; only services for which the pack says so.</summary>
    public DoorRecord? Admission()
    {
        var admittedOn = Day("admittedOn", today.AddMonths(-1), today, required: true);
        var service = Required("serviceId", LongestLine) is { } id ? pack.On(admittedOn ?? today).FindService(id) : null;
        Must(values("serviceId").Count == 0 || service is { PriorApplication: false }, "serviceId", "counter.problem.prior");
        var facility = Optional("facilityId", LongestLine);
        Must(facility is null || pack.On(today).Facilities.Any(f => f.Id == facility), "facilityId", "counter.problem.choice");
        var circumstances = Required("circumstances", LongestText);
        var applicant = Applicant(required: false) ?? new Applicant("", texts["counter.unknown-person"], "") { Document = texts["counter.no-document"] };
        var contact = Contact() ?? new Contact("hand", texts["counter.at-the-facility"]);
        return _problems.Count > 0
            ? null
            : new DoorRecord
            {
                Kind = DoorKinds.Counter,
                Applicant = applicant,
                ServiceId = service!.Id,
                Urgent = true,
                Admission = new DoorAdmission(facility, admittedOn!.Value, circumstances!, contact),
                Entry = Entry(place: null, admittedOn.Value, admittedOn.Value) with { Contact = contact },
            };
    }

    /// <summary>A call or a visit; the person need not give a name.</summary>
    public (DoorRecord Record, string About, string Way, string Phone)? FirstContact()
    {
        var way = Required("way", LongestLine);
        Must(way is null or "call" or "visit", "way", "counter.problem.choice");
        var about = Required("about", LongestText);
        var phone = Optional("phone", LongestLine);
        var applicant = Applicant(required: false);
        return _problems.Count > 0
            ? null
            : (new DoorRecord { Kind = DoorKinds.FirstContact, Applicant = applicant, Urgent = values("urgent").Count > 0, Entry = Entry(place: null, today, today) }, about!, way!, phone ?? "");
    }

    private DoorEntry Entry(ReceptionPlace? place, DateOnly takenOn, DateOnly countsFrom) => new()
    {
        PlaceId = place?.Id ?? "",
        PlaceName = string.Join(", ", new[] { place?.Name, Optional("which", LongestLine) }.OfType<string>()),
        TakenOn = takenOn,
        CountsFrom = countsFrom,
        DeclaredAddress = Optional("declaredAddress", LongestLine),
        Household = Optional("household", LongestText),
        HouseholdSize = Size(),
        Contact = Contact(),
        Note = Optional("note", LongestText),
        FirstContact = Optional("contact", LongestLine),
        By = actor.Id,
    };

    private ReceptionPlace? Place()
    {
        var id = Required("place", LongestLine);
        var place = pack.Doors.FindPlace(id, today);
        Must(id is null || place is not null, "place", "counter.problem.choice");
        if (place is { AskWhich: true })
        {
            Required("which", LongestLine);
        }

        return place;
    }

    private Applicant? Applicant(bool required)
    {
        var (given, surname) = required ? (Required("given", LongestLine), Required("surname", LongestLine)) : (Optional("given", LongestLine), Optional("surname", LongestLine));
        var (code, document) = (Optional("code", LongestLine), Optional("document", LongestLine));
        if (code is not null && !PersonalCode.TryParse(code, out _))
        {
            Must(false, "code", "counter.problem.code");
            return null;
        }

        Must(!required || code is not null || document is not null, "code", "counter.problem.code-or-document");
        return given is null && surname is null
            ? null
            : PersonalCode.TryParse(code, out var parsed)
                ? new Applicant(given ?? "", surname ?? "", parsed.Formatted)
                : new Applicant(given ?? "", surname ?? "", "") { Document = document ?? texts["counter.no-document"] };
    }

    private Contact? Contact()
    {
        var (channel, address) = (Optional("channel", LongestLine), Optional("address", LongestLine));
        if (channel is null && address is null)
        {
            return null;
        }

        Must(channel is not null && pack.FindChannel(channel) is not null, "channel", "counter.problem.choice");
        Must(address is not null, "address", "counter.problem.required");
        return channel is null || address is null ? null : new Contact(channel, address);
    }

    private string Email()
    {
        var email = Optional("email", LongestLine);
        var fine = email is null || (email.Count(c => c == '@') == 1 && email[0] != '@' && email[^1] != '@' && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>'));
        Must(fine, "email", "counter.problem.email");
        return fine ? email ?? "" : "";
    }

    private int? Size()
    {
        if (Optional("householdSize", LongestLine) is not { } text)
        {
            return null;
        }

        var read = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MostPeople;
        Must(read, "householdSize", "counter.problem.size");
        return read ? size : null;
    }

    private string? Requestable(string id, string field)
    {
        var packs = pack.Transition is { } transition ? transition.Former.Where(f => f.HasRules).Select(f => pack.For(f.Id, today)) : [pack.On(today)];
        var known = packs.Any(p => p.FindService(id) is not null);
        Must(known, field, "counter.problem.choice");
        return known ? id : null;
    }

    private DateOnly? Day(string field, DateOnly least, DateOnly most, bool required)
    {
        if ((required ? Required(field, LongestLine) : Optional(field, LongestLine)) is not { } text)
        {
            return null;
        }

        var read = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= least && day <= most;
        Must(read, field, "counter.problem.day");
        return read ? day : null;
    }

    private string? Required(string field, int longest)
    {
        var text = Optional(field, longest);
        Must(text is not null || _problems.Any(p => p.Field == field), field, "counter.problem.required");
        return text;
    }

    private string? Optional(string field, int longest)
    {
        var text = values(field) is [var first, ..] ? first.Trim() : "";
        if (text.Length > longest)
        {
            Must(false, field, "counter.problem.long");
            return null;
        }

        if (longest == LongestLine && text.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
        {
            Must(false, field, "counter.problem.signs");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

    private void Must(bool holds, string field, string key)
    {
        if (!holds && _problems.All(p => p.Field != field))
        {
            _problems.Add(new FieldProblem(field, texts[key]));
        }
    }
}
