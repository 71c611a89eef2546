using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Letters.Mail;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>One list: what was read, what would go, the second look, and what became of every row.</summary>
internal sealed class ListModel(ListDesk desk, SendLists lists, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const string Csv = "text/csv; charset=utf-8";

    private IReadOnlyList<RowResult> _results = [];

    public SendList? List { get; private set; }

    public ListReading? Reading { get; private set; }

    public StatusMail? Mail { get; private set; }

    public string Title { get; private set; } = "";

    public int ToSend => _results.Count(r => r.State == RowStates.Waiting);

    public int Minutes => (ToSend + current.Municipality.Pack.Lists!.PerMinute - 1) / current.Municipality.Pack.Lists.PerMinute;

    public IEnumerable<(string State, int Count)> Counts => RowStates.All.Select(s => (s, _results.Count(r => r.State == s))).Where(c => c.Item2 > 0);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? file, string? count, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        if (List!.FileId == file && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var mails) && await desk.ConfirmAsync(List, mails, current.Person, cancellation))
        {
            return LocalRedirect($"/lists/{id}?notice=list-confirmed");
        }

        Problem = Texts["list.not-confirmed"];
        return Page();
    }

    public async Task<IActionResult> OnGetResultsAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation)
        ? File(
            ListCsv.Write(
            [
                [Texts["list.column.line"], Texts["list.column.number"], Texts["list.column.name"], Texts["list.column.email"], Texts["list.column.address"], Texts["list.column.state"]],
                .. _results.Select(r => (string[])[Line(r.Row), r.Row.Number, r.Row.Name, r.Row.Email, r.Row.Address, Texts.Word("list.state", r.State)]),
                .. Reading!.Bad.Select(b => (string[])[b.Line.ToString(CultureInfo.InvariantCulture), "", "", "", "", Texts.Word("list.bad", b.Reason)]),
            ]),
            Csv,
            $"saraksts-{id}.csv")
        : NotFound();

    public async Task<IActionResult> OnGetPrintAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation)
        ? File(
            ListCsv.Write(
            [
                [Texts["list.column.name"], Texts["list.column.address"], Texts["list.column.text"]],
                .. _results.Where(r => r.State is RowStates.Print or RowStates.Bounced).Select(r => (string[])[r.Row.Name, r.Row.Address, List!.Note]),
            ]),
            Csv,
            $"drukai-{id}.csv")
        : NotFound();

    private static string Line(ListRow row) => row.Line.ToString(CultureInfo.InvariantCulture);

    /// <summary>A list of another municipality, or for somebody who may not send, is not there.</summary>
    private async Task<bool> LoadAsync(string id, CancellationToken cancellation)
    {
        if (!ListDesk.May(current.Person) || id.Length != SendList.IdLength || !id.All(char.IsAsciiHexDigitLower) || await lists.FindAsync(current.Person.Municipality, id, cancellation) is not { } list
            || current.Municipality.Pack.Lists?.Kinds.FirstOrDefault(k => k.Id == list.Kind) is not { } kind)
        {
            return false;
        }

        List = list;
        Reading = await desk.ReadAsync(list, cancellation);
        Mail = desk.Compose(list);
        _results = await desk.ResultsAsync(list, Reading, cancellation);
        Title = $"{(Texts.Lang == UiTexts.LatvianLang ? kind.Name : kind.EnglishName)}, {list.Occasion}";
        return true;
    }
}
