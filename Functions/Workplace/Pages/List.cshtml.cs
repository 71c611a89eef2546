using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Letters.Mail;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>One list: what was read, the dry run, the second look, the letters to print, and what became of every row.</summary>
internal sealed class ListModel(
    ListDesk desk, ListResults results, ListMails mails, ListLetters letters, SendLists lists, IDocumentStore documents, ILooks looks, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private IReadOnlyList<RowResult> _results = [];

    public SendList? List { get; private set; }

    public ListReading? Reading { get; private set; }

    public StatusMail? Mail { get; private set; }

    /// <summary>Why the staff's words do not stand in the easy part; null where they do.</summary>
    public string? HardNote => EasyReasons.Warning(current.Municipality.Pack, Texts, List!.Note);

    public string Title { get; private set; } = "";

    /// <summary>When file and text were brought: another upload has another mark.</summary>
    public string Mark => List!.UploadedAt.UtcTicks.ToString(CultureInfo.InvariantCulture);

    public int Waiting => _results.Where(r => r.State == RowStates.Waiting).DistinctBy(r => r.Row.MailKey).Count();

    public int Minutes => (Waiting + current.Municipality.Pack.Lists!.PerMinute - 1) / current.Municipality.Pack.Lists.PerMinute;

    public bool MayConfirm => ListDesk.IsSecond(List!, current.Person);

    /// <summary>Mails came back, and letters can be made instead.</summary>
    public bool HasMoreLetters => List is { ConfirmedAt: not null, IsLetterReady: true } && _results.Any(r => r.NeedsLetter);

    public IEnumerable<(string State, int Count)> Counts => RowStates.All.Select(s => (s, _results.Count(r => r.State == s))).Where(c => c.Item2 > 0);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation) => await LoadAsync(id, cancellation) ?? Page();

    public async Task<IActionResult> OnPostAsync(string id, string? mark, string? count, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        // The file and text that stood on the page, not those of an upload meanwhile.
        if (Mark == mark && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await desk.ConfirmAsync(List!, number, current.Person, cancellation))
        {
            return LocalRedirect($"/lists/{id}?notice=list-confirmed");
        }

        Problem = Texts[MayConfirm ? "list.not-confirmed" : "list.own"];
        return Page();
    }

    public async Task<IActionResult> OnPostLettersAsync(string id, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (HasMoreLetters)
        {
            await letters.LayReadyAsync(List!, cancellation);
        }

        return LocalRedirect($"/lists/{id}");
    }

    public async Task<IActionResult> OnPostPostedAsync(string id, string? file, CancellationToken cancellation)
    {
        if (await LoadAsync(id, cancellation) is { } refusal)
        {
            return refusal;
        }

        return await letters.PostAsync(List!, file ?? string.Empty, current.Person, cancellation) ? LocalRedirect($"/lists/{id}?notice=list-posted") : LocalRedirect($"/lists/{id}");
    }

    public async Task<IActionResult> OnGetResultsAsync(string id, CancellationToken cancellation) =>
        await LoadAsync(id, cancellation) ?? File(ListResults.Sheet(_results, Reading!.Bad, key => Texts[key]), "text/csv; charset=utf-8", $"saraksts-{id}.csv");

    public async Task<IActionResult> OnGetPrintAsync(string id, string? file, CancellationToken cancellation) =>
        await LoadAsync(id, cancellation)
        ?? (List!.Letters.Any(b => b.FileId == file) ? File(await documents.GetAsync(file!, cancellation), "application/pdf", $"vestules-{id}.pdf") : NotFound());

    /// <returns>Null when the list is there for the person; one of another municipality is not there for anybody else.</returns>
    private async Task<IActionResult?> LoadAsync(string id, CancellationToken cancellation)
    {
        if (id.Length != SendList.IdLength || !id.All(char.IsAsciiHexDigitLower)
            || await lists.FindAsync(current.Person.Municipality, id, cancellation) is not { } list || list.KindIn(current.Municipality.Pack) is not { } kind)
        {
            return NotFound();
        }

        if (!ListDesk.MayRead(current.Person))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await looks.WriteAsync(new Look { Municipality = list.Municipality, SubjectId = id, PersonId = current.Person.Id, Kind = LookKinds.List }, cancellation);
        List = list;
        Reading = await results.ReadAsync(list, cancellation);
        Mail = mails.Compose(list);
        _results = await results.OfAsync(list, Reading, cancellation);
        Title = $"{Texts.Pick(kind.Name, kind.EnglishName)}, {list.Occasion}";
        return null;
    }
}
