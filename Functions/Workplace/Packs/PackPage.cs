using System.Globalization;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Workplace.Packs;

/// <summary>A file of a pack with what it says.</summary>
/// <param name="Path">Folder and name, as the loader reports it.</param>
/// <param name="Read">Its data; worked out only when somebody opens it.</param>
internal sealed record PackPart(string Path, Func<IReadOnlyList<PackNode>> Read);

/// <summary>Everything a municipality goes by, file by file, from the model that was read at the start.</summary>
internal static class PackPage
{
    private const string State = NationalPack.Id;

    public static IReadOnlyList<PackPart> Of(Municipality municipality, IPackSource files, DateOnly day) =>
    [
        .. OwnParts(municipality.Pack),
        Templates(municipality.Pack, files),
        .. municipality.Pack.RuleSets.Values.Where(p => p.Id != municipality.Pack.Id).SelectMany(OwnParts),
        .. StateParts(municipality, day),
    ];

    /// <summary>The types whose members appear on the page.</summary>
    public static IEnumerable<Type> Types => typeof(MunicipalityPack).GetProperties().Where(p => !HasNoNode.Contains(p.Name)).Select(p => p.PropertyType);

    private static readonly string[] HasNoNode = [nameof(MunicipalityPack.RuleSets), nameof(MunicipalityPack.Templates), nameof(MunicipalityPack.Terms), nameof(MunicipalityPack.Requestable)];

    private static IEnumerable<PackPart> OwnParts(MunicipalityPack pack) =>
    [
        Part(pack, "institution.json", ("numberPrefix", pack.NumberPrefix), ("institution", pack.Institution)),
        Part(pack, "calendar.json", ("calendar", pack.Calendar)),
        Part(pack, "terms.json", ("termVersions", pack.TermVersions)),
        Part(pack, "decision.json", ("decision", pack.Decision)),
        Part(pack, "channels.json", ("channels", pack.Channels)),
        Part(pack, "services.json", ("services", pack.Services)),
        Part(pack, "benefits.json", ("benefits", pack.Benefits)),
        Part(pack, "statuses.json", ("statuses", pack.Statuses)),
        Part(pack, "documents.json", ("documents", pack.Documents)),
        Part(pack, "completeness.json", ("documentRules", pack.DocumentRules)),
        Part(pack, "facilities.json", ("facilities", pack.Facilities)),
        Part(pack, "regulations.json", ("regulations", pack.Regulations)),
        Part(pack, "income.json", ("local", pack.Income.Local)),
        Part(pack, "doors.json", ("doors", pack.Doors)),
        Part(pack, "form.json", ("form", pack.Form)),
        Part(pack, "lists.json", ("lists", pack.Lists)),
        Part(pack, "resident.json", ("residentMail", pack.ResidentMail)),
        Part(pack, "retention.json", ("retention", pack.Retention)),
        Part(pack, "transition.json", ("transition", pack.Transition)),
        Part(pack, "words.json", ("words", pack.Words)),
        Part(pack, "information.json", ("information", pack.Information)),
    ];

    private static IEnumerable<PackPart> StateParts(Municipality municipality, DateOnly day)
    {
        var pack = municipality.Pack;
        return
        [
            new($"{State}/calendar.json", () => [.. DaysOff(municipality.Calendar, day.Year)]),
            new($"{State}/income.json", () => Nodes(("income", pack.Income with { Local = [] }))),
            new($"{State}/persons.json", () => Nodes(("persons", pack.Persons))),
            new($"{State}/submissions.json", () => Nodes(("submissionLaws", pack.SubmissionLaws))),
            new($"{State}/contest.json", () => Nodes(("contestLaws", pack.ContestLaws))),
            new($"{State}/acts.json", () => Nodes(("acts", pack.Acts))),
            new($"{State}/easy-language.json", () => Nodes(("easyLanguage", pack.EasyLanguage))),
        ];
    }

    /// <summary>Days of the year on which the calendar of this municipality differs from Monday to Friday, with the reason.</summary>
    private static IEnumerable<PackNode> DaysOff(WorkingCalendar calendar, int year)
    {
        for (var day = new DateOnly(year, 1, 1); day.Year == year; day = day.AddDays(1))
        {
            if (calendar.KindOf(day) is not (DayKind.Working or DayKind.Weekend))
            {
                yield return new PackNode("day", day.ToString("dd.MM.yyyy.", CultureInfo.InvariantCulture), calendar.ReasonOf(day), null, null, []);
            }
        }
    }

    /// <summary>Every letter and mail with the folder its text comes from.</summary>
    private static PackPart Templates(MunicipalityPack pack, IPackSource files) => new($"{pack.Id}/templates", () =>
    {
        var own = files.Files(pack.Id);
        return [.. pack.Templates.Keys.Order(StringComparer.Ordinal).Select(name => new PackNode("template", name, own.ContainsKey($"templates/{name}.hbs") ? pack.Id : State, null, null, []))];
    });

    private static PackPart Part(MunicipalityPack pack, string file, params (string Member, object? Value)[] content) => new($"{pack.Id}/{file}", () => Nodes(content));

    private static IReadOnlyList<PackNode> Nodes(params (string Member, object? Value)[] content) => [.. content.Select(c => PackNode.Of(c.Member, c.Value)).OfType<PackNode>()];
}
