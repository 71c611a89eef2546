using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Documents;

namespace SocialWorkflows.Letters.Templates;

/// <summary>The values a template may name. Every text that goes in is escaped, so no caller can forget it.</summary>
internal sealed class LetterData
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>Absent and blank text are both empty, so that <c>{{#if}}</c> leaves the sentence out.</summary>
    public LetterData Text(string name, string? value)
    {
        _values[name] = MarkupText.Escape(value ?? "");
        return this;
    }

    public LetterData Flag(string name, bool value)
    {
        _values[name] = value;
        return this;
    }

    public LetterData Texts(string name, IEnumerable<string> values)
    {
        _values[name] = values.Select(MarkupText.Escape).Where(v => v.Length > 0).ToArray();
        return this;
    }

    public LetterData Rows(string name, IEnumerable<LetterData> rows)
    {
        _values[name] = rows.Select(r => r._values).ToArray();
        return this;
    }

    /// <summary>When the application was registered and received; <c>registeredLater</c> where the days differ, and only then a letter names both.</summary>
    public LetterData Application(DateOnly registeredOn, DateOnly? receivedOn) => Date("applicationDate", registeredOn)
        .Date("receivedOn", receivedOn ?? registeredOn)
        .Flag("registeredLater", receivedOn is { } day && day != registeredOn);

    /// <summary>The four forms of a date that sentences need: <c>name</c>, <c>nameDative</c>, <c>nameLocative</c>, <c>nameGenitive</c>.</summary>
    public LetterData Date(string name, DateOnly? date)
    {
        Text(name, date is { } d1 ? LatvianText.Date(d1) : null);
        Text(name + "Dative", date is { } d2 ? LatvianText.DateDative(d2) : null);
        Text(name + "Locative", date is { } d3 ? LatvianText.DateLocative(d3) : null);
        return Text(name + "Genitive", date is { } d4 ? LatvianText.DateGenitive(d4) : null);
    }

    /// <summary>Whom it is for: name, address, personal code.</summary>
    public LetterData To(Addressee addressee) => this
        .Text("name", addressee.Name)
        .Text("personalCode", addressee.PersonalCode is { } code ? LatvianText.PersonalCode(code) : null)
        .Text("address", addressee.Address);

    /// <summary>Tables with <c>caption</c>, <c>heads</c> and <c>rows</c> of <c>cells</c>, ready to stand after the table marks.</summary>
    public LetterData Tables(string name, IEnumerable<TableBlock> tables) => Rows(name, tables.Select(t => new LetterData()
        .Text("caption", t.Caption)
        .Cells("heads", t.Columns.Select(c => (c.Title, c.IsAmount)))
        .Rows("rows", t.Rows.Select(r => new LetterData().Cells("cells", r.Select(c => (c, false)))))));

    public LetterData From(Institution institution) => this
        .Text("institution", institution.Name)
        .Text("institutionLocative", institution.NameLocative)
        .Text("parentLine", institution.ParentLine)
        .Text("institutionRegistration", institution.RegistrationNumber)
        .Text("institutionAddress", institution.Address)
        .Text("phone", Unbroken(institution.Phone))
        .Text("email", institution.Email)
        .Text("place", institution.PlaceLocative)
        .Text("website", institution.Website);

    private LetterData Cells(string name, IEnumerable<(string Text, bool IsAmount)> cells)
    {
        _values[name] = string.Join(" | ", cells.Select(c => (c.IsAmount ? "> " : "") + MarkupText.Escape(c.Text)));
        return this;
    }

    /// <summary>Telephone numbers of a list, each kept on one line.</summary>
    private static string Unbroken(string phones) => string.Join(", ", phones.Split(", ").Select(p => p.Replace(' ', '\u00a0')));
}
