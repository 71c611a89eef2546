using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Lists of people who applied for nothing; uploading one sends nothing. What is too large is refused before it is read.</summary>
[RequestSizeLimit(ListReader.LargestFile + RoomForFields)]
[RequestFormLimits(MultipartBodyLengthLimit = ListReader.LargestFile + RoomForFields)]
internal sealed class ListsModel(ListDesk desk, SendLists lists, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    /// <summary>Room for the fields beside the file, in bytes.</summary>
    private const int RoomForFields = 64 * 1024;

    private const int LongestOccasion = 100;
    private const int LongestNote = 500;

    public bool MaySend => ListDesk.May(current.Person);

    public bool MayRead => ListDesk.MayRead(current.Person);

    public IReadOnlyList<ListKind> Kinds => [.. (current.Municipality.Pack.Lists?.Kinds ?? []).ValidOn(current.Today)];

    public IReadOnlyList<SendList> Lists { get; private set; } = [];

    public string NameOf(SendList list) => current.Municipality.Pack.Lists?.Kinds.FirstOrDefault(k => k.Id == list.Kind) is { } kind
        ? Texts.Pick(kind.Name, kind.EnglishName)
        : list.Kind;

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(string? kind, string? occasion, string? note, IFormFile? file, CancellationToken cancellation)
    {
        if (!MaySend)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (current.Municipality.Pack.Lists?.Find(kind, current.Today) is { } known && Usable(occasion, LongestOccasion) && Usable(note, LongestNote) && file is { Length: > 0 and <= ListReader.LargestFile })
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellation);
            var list = await desk.UploadAsync(current.Person.Municipality, known, occasion!, note!.Trim(), content.ToArray(), current.Person, cancellation);
            return LocalRedirect($"/lists/{list.Id}");
        }

        Problem = Texts["lists.problem"];
        await LoadAsync(cancellation);
        return Page();
    }

    private static bool Usable(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;

    private async Task LoadAsync(CancellationToken cancellation) => Lists = MayRead ? await lists.ListAsync(current.Person.Municipality, cancellation) : [];
}
