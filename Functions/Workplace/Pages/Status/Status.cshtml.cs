using Microsoft.AspNetCore.Mvc;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Functions.Workplace.Access;

namespace SocialWorkflows.Functions.Workplace.Pages.Status;

internal sealed record ResidentProblem(string Latvian, string English);

/// <summary>Where the case stands and what its resident can hand in.</summary>
[RequestFormLimits(MultipartBodyLengthLimit = StatusBodyLimit.Largest)]
internal sealed class StatusModel(
    ResidentDesk desk, ResidentUploads uploads, ResidentLimits limits, SignInOptions signIn)
    : StatusPageBase(desk, signIn)
{
    private const int MostHandInsADay = 20;

    public IReadOnlyList<string> Latvian => ResidentTexts.Latvian.Lines(Case!.Standing);

    public IReadOnlyList<string> English => ResidentTexts.English.Lines(Case!.Standing);

    /// <summary>After the notice whether the case is closed would tell the outcome: then files are taken all the same, and people look at them.</summary>
    public bool MayHandIn => Case!.Record.State is { Closed: null } or { Notice: not null };

    public bool MayWithdraw => WithdrawModel.IsPossible(Case!);

    public IntakeRow? Receipt { get; private set; }

    public ResidentProblem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : Neutral();

    public async Task<IActionResult> OnPostFilesAsync()
    {
        if (!await LoadAsync())
        {
            return Neutral();
        }

        var files = Request.Form.Files.Sum(f => f.Length) > ResidentUploads.MostBytes ? null : await ReadAsync();
        Problem = !MayHandIn ? new("Šis iesniegums ir pabeigts. Failus tam vairs nepieņem. Zvaniet mums.", "This application is finished. No more files are taken for it. Please call us.")
            : limits.Allows($"files:{Case!.Record.Case}", MostHandInsADay, TimeSpan.FromDays(1)) ? ProblemOf(files is null ? UploadProblem.TooLarge : ResidentUploads.Check(files))
            : new("Šodien vairāk failu pieņemt nevar. Zvaniet mums.", "No more files can be taken today. Please call us.");
        if (Problem is null)
        {
            Receipt = await uploads.AcceptAsync(Case!, files!, HttpContext.RequestAborted);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostLeaveAsync()
    {
        await Desk.LeaveAsync(Request.Cookies[Cookie], HttpContext.RequestAborted);
        End();
        return Neutral();
    }

    private async Task<IReadOnlyList<DoorFile>> ReadAsync()
    {
        List<DoorFile> files = [];
        foreach (var file in Request.Form.Files.Take(ResidentUploads.MostFiles + 1))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, HttpContext.RequestAborted);
            files.Add(new DoorFile(file.FileName, content.ToArray()));
        }

        return files;
    }

    private static ResidentProblem? ProblemOf(UploadProblem problem) => problem switch
    {
        UploadProblem.None => null,
        UploadProblem.NoFile => new("Izvēlieties vismaz vienu failu, kas nav tukšs.", "Choose at least one file that is not empty."),
        UploadProblem.TooMany => new($"Vienā reizē var atsūtīt {ResidentUploads.MostFiles} failus. Atsūtiet pārējos pēc tam.", $"You can send {ResidentUploads.MostFiles} files at a time. Send the others afterwards."),
        UploadProblem.TooLarge => new("Faili kopā ir lielāki par 10 MB. Atsūtiet tos pa vienam.", "The files together are larger than 10 MB. Send them one by one."),
        _ => new("Šāda veida failu mēs nepieņemam. Der PDF, foto, Word un parakstīti faili.", "We cannot take this kind of file. PDF, photos, Word and signed files are fine."),
    };
}
