using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Rules of one former municipality, or of the municipality itself.</summary>
internal sealed record RulesTab(string Id, string Name);

/// <summary>A service, benefit or act with what is known of it.</summary>
internal sealed record CatalogueEntry(string Name, IReadOnlyList<string> Lines, string Validity, string Source);

internal sealed record CatalogueList(string Key, string Title, string? Note, IReadOnlyList<CatalogueEntry> Entries);

internal sealed record InformationLine(string Text, string? Figure, IReadOnlyList<string> Details, string Source);

internal sealed record InformationGroup(string Kind, IReadOnlyList<InformationLine> Items);

/// <summary>What the municipality's sources say, with the source of every line; data, not behaviour.</summary>
[AlsoForOperator]
internal sealed class InformationModel(CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    [BindProperty(SupportsGet = true, Name = "rules")]
    public string? Asked { get; set; }

    public string Shown { get; private set; } = "";

    public IReadOnlyList<RulesTab> Rules { get; private set; } = [];

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public string? MissingRules { get; private set; }

    public IReadOnlyList<CatalogueList> Requestable { get; private set; } = [];

    public IReadOnlyList<InformationGroup> Groups { get; private set; } = [];

    public IReadOnlyList<CatalogueEntry> Regulations { get; private set; } = [];

    public IActionResult OnGet()
    {
        var (own, today) = (current.Municipality.Pack, current.Today);
        var transition = own.TransitionOn(today);
        Shown = Asked ?? own.Id;
        if (transition is null ? Shown != own.Id : transition.Find(Shown) is null)
        {
            return NotFound();
        }

        Rules = transition is null ? [] : [.. transition.Former.Select(f => new RulesTab(f.Id, f.Name))];
        Warnings = [.. Told(own, today)];
        if (transition?.Find(Shown) is { HasRules: false } former)
        {
            MissingRules = Texts.Format("information.no-rules", former.Name);
            return Page();
        }

        Fill(own.For(Shown, today));
        return Page();
    }

    private void Fill(MunicipalityPack pack)
    {
        Requestable =
        [
            new CatalogueList("services", Texts["information.services"], null, [.. pack.Services.Select(s => Entry(pack, s))]),
            new CatalogueList(
                "benefits",
                Texts["information.benefits"],
                pack.Benefits.OpenNote.Length == 0 ? null : pack.Benefits.OpenNote,
                [.. pack.Benefits.Benefits.Select(b => Entry(pack, b))]),
            .. pack.Statuses.Count == 0 ? Array.Empty<CatalogueList>() : [new CatalogueList("statuses", Texts["information.statuses"], null, [.. pack.Statuses.Select(s => Entry(pack, s))])],
        ];
        Groups =
        [
            .. pack.Information
                .GroupBy(i => i.Kind)
                .OrderBy(g => InformationKinds.All.Index().First(k => k.Item == g.Key).Index)
                .Select(g => new InformationGroup(g.Key, [.. g.Select(Line)])),
        ];
        Regulations = [.. pack.Regulations.Select(r => new CatalogueEntry(r.Citation, [], ValidityOf(r), r.Source))];
    }

    private IEnumerable<string> Told(MunicipalityPack pack, DateOnly today)
    {
        foreach (var year in current.Municipality.Calendar.YearsWithoutMoves(today))
        {
            yield return Texts.Format("information.moves-unknown", year);
        }

        if (pack.Institution.LegalSuccessor is { } successor && successor.IsValidOn(today))
        {
            yield return $"{successor.Name}: {successor.Note}";
        }
    }

    private CatalogueEntry Entry(MunicipalityPack pack, Service service)
    {
        List<string> lines = [];
        if (service.Description is not null)
        {
            lines.Add(service.Description);
        }

        Add("information.for", service.TargetGroups);
        Add("information.kinds", service.Variants.Select(v => v.Name));
        Add("information.providers", service.Providers);
        Add("information.places", pack.Facilities.Where(f => service.Facilities.Contains(f.Id)).Select(f => $"{f.Name} – {f.Places}"));
        Add("information.documents", service.Documents.Select(d => Document(pack, d)));
        if (!service.PriorApplication)
        {
            lines.Add(Texts["information.at-once"]);
        }

        if (service.MaximumStayMonths is { } months)
        {
            lines.Add(Texts.Format("information.at-most", months));
        }

        lines.Add(Texts.Format("information.basis", service.LegalBasis));
        return new CatalogueEntry(Texts.ServiceName(service), lines, ValidityOf(service), service.Source);

        void Add(string key, IEnumerable<string> values)
        {
            if (string.Join("; ", values) is { Length: > 0 } text)
            {
                lines.Add(Texts.Format(key, text));
            }
        }
    }

    private string Document(MunicipalityPack pack, RequiredDocument required)
    {
        var kind = pack.FindDocument(required.Document);
        var name = kind?.Name ?? required.Document;
        var conditioned = required.Condition is null ? name : $"{name} ({required.Condition})";
        return kind?.MustState is { } must ? $"{conditioned} – {Texts.Format("document.must-state", must)}" : conditioned;
    }

    private static InformationLine Line(InformationItem item) =>
        new(item.Text, item.Value is { } value ? $"{Number(value)} {item.Unit}" : null, item.Details, item.Source);

    /// <summary>Thousands apart by a space that does not break, as in Latvian print.</summary>
    private static string Number(decimal value) =>
        value.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture).Replace(',', '\u00A0').Replace('.', ',');

    private string ValidityOf(IDated datum) => datum.ValidTo is { } to
        ? Texts.Format("information.from-to", LatvianDate.Numeric(datum.ValidFrom), LatvianDate.Numeric(to))
        : Texts.Format("information.from", LatvianDate.Numeric(datum.ValidFrom));
}
