using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Lists.Csv;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Letters.Mail;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>One list: what was read, what would go, the second look, and what became of every row.</summary>
internal sealed class ListModel(ListDesk desk, ListResults results, ListMails mails, SendLists lists, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const string Csv = "text/csv; charset=utf-8";

    private IReadOnlyList<RowResult> _results = [];

    public SendList? List { get; private set; }

    public ListReading? Reading { get; private set; }

    public StatusMail? Mail { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>When file and text were brought: another upload has another mark.</summary>
    public string Mark => List!.UploadedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);

    public int Waiting => _results.Where(r => r.State == RowStates.Waiting).DistinctBy(r => r.Row.MailKey).Count();

    public int Minutes => (Waiting + current.Municipality.Pack.Lists!.PerMinute - 1) / current.Municipality.Pack.Lists.PerMinute;

    public IEnumerable<(string State, int Count)> Counts => RowStates.All.Select(s => (s, _results.Count(r => r.State == s))).Where(c => c.Item2 > 0);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string id, string? mark, string? count, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation))
        {
            return NotFound();
        }

        // The file and text that stood on the page, not those of an upload meanwhile.
        if (Mark == mark && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await desk.ConfirmAsync(List!, number, current.Person, cancellation))
        {
            return LocalRedirect($"/lists/{id}?notice=list-confirmed");
        }

        Problem = Texts["list.not-confirmed"];
        return Page();
    }

    public async Task<IActionResult> OnGetResultsAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation)
        ? File(ListResults.Sheet(_results, Reading!.Bad, key => Texts[key]), Csv, $"saraksts-{id}.csv")
        : NotFound();

    public async Task<IActionResult> OnGetPrintAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation)
        ? File(
            InertCsv.Write(
            [
                [Texts["list.column.name"], Texts["list.column.address"], Texts["list.column.subject"], Texts["list.column.text"]],
                .. _results.Where(r => r.State is RowStates.Print || (r.State is RowStates.Bounced && r.Row.Address.Length > 0))
                    .Select(r => (string[])[r.Row.Name, r.Row.Address, Mail!.Subject, Mail.Text]),
            ]),
            Csv,
            $"drukai-{id}.csv")
        : NotFound();

    /// <summary>A list of another municipality, or for somebody who may not send, is not there.</summary>
    private async Task<bool> LoadAsync(string id, CancellationToken cancellation)
    {
        if (!ListDesk.May(current.Person) || id.Length != SendList.IdLength || !id.All(char.IsAsciiHexDigitLower)
            || await lists.FindAsync(current.Person.Municipality, id, cancellation) is not { } list || list.KindIn(current.Municipality.Pack) is not { } kind)
        {
            return false;
        }

        List = list;
        Reading = await results.ReadAsync(list, cancellation);
        Mail = mails.Compose(list);
        _results = await results.OfAsync(list, Reading, cancellation);
        Title = $"{(Texts.Lang == UiTexts.LatvianLang ? kind.Name : kind.EnglishName)}, {list.Occasion}";
        return true;
    }
}
