using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Functions.Intake.Doors;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Functions.Resident;

/// <summary>Why files were not taken; nothing of them was kept.</summary>
internal enum UploadProblem
{
    None,
    NoFile,
    TooMany,
    TooLarge,
    WrongKind,
}

/// <summary>
/// What a resident hands in on the status page goes the way of every message: stored and in the ledger first, then scanned, then filed in the
/// case. The scanner silent means that it waits there.
/// </summary>
internal sealed class ResidentUploads(DoorDesk doors, TimeProvider time)
{
    public const int MostFiles = 10;
    public const long MostBytes = 10L * 1024 * 1024;

    private const string Subject = "Iesniegts statusa lapā";

    private static readonly HashSet<FileKind> Taken =
    [
        FileKind.Pdf, FileKind.Jpeg, FileKind.Png, FileKind.Heic, FileKind.Tiff, FileKind.SignedContainer, FileKind.WordDocument, FileKind.OpenDocument, FileKind.Text,
    ];

    public static UploadProblem Check(IReadOnlyList<DoorFile> files) => files switch
    {
        [] => UploadProblem.NoFile,
        { Count: > MostFiles } => UploadProblem.TooMany,
        _ when files.Sum(f => (long)f.Content.Length) > MostBytes => UploadProblem.TooLarge,
        _ when files.Any(f => f.Content.Length == 0) => UploadProblem.NoFile,
        _ => files.All(IsTaken) ? UploadProblem.None : UploadProblem.WrongKind,
    };

    /// <summary>The same files of the same case are the same message, however often they are sent.</summary>
    public Task<IntakeRow> AcceptAsync(ResidentCase found, IReadOnlyList<DoorFile> files, CancellationToken cancellation) => AcceptAsync(
        found,
        ResidentAsks.Documents,
        string.Join('\n', files.Select(f => Convert.ToHexStringLower(SHA256.HashData(f.Content.Span)))),
        [.. files.Select((f, i) => f with { Name = SafeFileName.Clean(f.Name, MediaTypes.Of(f.Name, f.Content), (i + 1).ToString(CultureInfo.InvariantCulture)) })],
        $"Iesniedzējs statusa lapā pievienoja failus: {files.Count}.",
        cancellation);

    /// <summary>A person confirms it, as with a letter; asked twice in a day, it is one message.</summary>
    public Task<IntakeRow> AskToWithdrawAsync(ResidentCase found, CancellationToken cancellation) => AcceptAsync(
        found,
        ResidentAsks.Withdrawal,
        $"{found.Municipality.Terms.DayOf(time.GetUtcNow()):yyyy-MM-dd}",
        [],
        "Iesniedzējs statusa lapā lūdz izbeigt iesnieguma izskatīšanu un to apstiprināja. Sazinieties ar iesniedzēju un reģistrējiet atsaukšanu.",
        cancellation);

    private Task<IntakeRow> AcceptAsync(ResidentCase found, string asks, string content, IReadOnlyList<DoorFile> files, string text, CancellationToken cancellation)
    {
        var municipality = found.Municipality;
        var now = time.GetUtcNow();
        return doors.AcceptAsync(
            municipality.Pack.Id,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{found.Record.Case.CaseId}\n{asks}\n{content}"))),
            new DoorRecord
            {
                Kind = DoorKinds.StatusPage,
                OfCaseId = found.Record.Case.CaseId,
                Asks = asks,
                Entry = new DoorEntry { TakenOn = municipality.Terms.DayOf(now), CountsFrom = municipality.Terms.RegistrationDayOf(now), By = "machine" },
            },
            files,
            Subject,
            text,
            cancellation);
    }

    private static bool IsTaken(DoorFile file) => FileInspector.Inspect(file.Name, file.Content) is { IsBlocked: false } found && Taken.Contains(found.Kind);
}
