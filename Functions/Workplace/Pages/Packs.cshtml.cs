using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialWorkflows.Casework.Cases.Trial;
using SocialWorkflows.Functions.Municipalities.Trial;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Packs;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>The rules a municipality goes by, as they are and as somebody proposes them; nothing is changed here. What is too large is refused before it is read.</summary>
[AlsoForOperator]
[RequestSizeLimit(CandidateReader.LargestUpload + RoomForFields)]
[RequestFormLimits(MultipartBodyLengthLimit = CandidateReader.LargestUpload + RoomForFields)]
internal sealed class PacksModel(PackDesk desk, CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    private const int RoomForFields = 64 * 1024;

    public DateOnly Day { get; private set; }

    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>The file that is open; null: none.</summary>
    public string? Opened { get; private set; }

    public IReadOnlyList<PackNode> Nodes { get; private set; } = [];

    public IReadOnlyList<string> Folders => desk.FoldersOf(current.Person.Municipality);

    public bool MayTry => PackDesk.MayTry(current.Person);

    public PackAnswer? Answer { get; private set; }

    /// <summary>„Pamata klase”: the label of an aspect, with the clock where it has one.</summary>
    public string Label(PictureLine line) =>
        line.Clock is { } clock ? $"{Texts[$"pack.aspect.{line.Kind}"]}: {Texts.Word("case.clock", clock.Split(':')[0])}" : Texts[$"pack.aspect.{line.Kind}"];

    public IActionResult OnGet(string? file, string? day) => PackDesk.MayRead(current.Person) ? Shown(file, day) : StatusCode(StatusCodes.Status403Forbidden);

    public Task<IActionResult> OnPostCheckAsync(string? folder, IFormFile? upload, CancellationToken cancellation) => AnswerAsync(folder, upload, tryOut: false, cancellation);

    public Task<IActionResult> OnPostTryAsync(string? folder, IFormFile? upload, CancellationToken cancellation) => AnswerAsync(folder, upload, tryOut: true, cancellation);

    private async Task<IActionResult> AnswerAsync(string? folder, IFormFile? upload, bool tryOut, CancellationToken cancellation)
    {
        if (!MayTry)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (folder is null || !Folders.Contains(folder) || upload is not { Length: > 0 and <= CandidateReader.LargestUpload })
        {
            Problem = Texts["pack.no-upload"];
            return Shown(null, null);
        }

        using var content = new MemoryStream();
        await upload.CopyToAsync(content, cancellation);
        Answer = await desk.AnswerAsync(current.Person, folder, upload.FileName, content.ToArray(), tryOut, cancellation);
        return Shown(null, null);
    }

    private PageResult Shown(string? file, string? day)
    {
        Day = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year is >= 1990 and <= 2100 ? read : current.Today;
        Problem ??= string.IsNullOrEmpty(day) || Day == read ? null : Texts["pack.bad-day"];
        var parts = PackPage.Of(current.Municipality, desk.Present, Day);
        Files = [.. parts.Select(p => p.Path)];
        if (parts.FirstOrDefault(p => p.Path == file) is { } open)
        {
            (Opened, Nodes) = (open.Path, open.Read());
        }

        return Page();
    }
}
