using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// What lies on disk for sending, and what was sent from there: folders of <c>dispatch</c> and <c>e-address</c>, named by the operation, and mails of the
/// outbox, named by its hash.
/// </summary>
internal sealed class LettersOnDisk(DataFolder data)
{
    private static readonly string[] OfTheEAddress = ["out", "sent", "recalled"];
    private static readonly string[] OfTheOutbox = ["new", "cur"];

    /// <param name="subjects">Cases and messages. An operation is <c>&lt;subject&gt;-&lt;step&gt;</c>; the id of a sibling only begins like the case's, without the dash.</param>
    /// <param name="operations">Of the send ledger.</param>
    /// <returns>How many letters and mails were deleted. Repeatable.</returns>
    public int Delete(IReadOnlyCollection<string> subjects, IReadOnlyCollection<string> operations)
    {
        var gone = 0;
        foreach (var folder in Folders().Where(f => subjects.Any(s => Path.GetFileName(f).StartsWith(s + "-", StringComparison.Ordinal)) || operations.Contains(Path.GetFileName(f))))
        {
            Directory.Delete(folder, recursive: true);
            gone++;
        }

        foreach (var name in operations.Select(OutboxMaildir.FileNameOf))
        {
            foreach (var file in OfTheOutbox.Select(part => Path.Combine(data.Outbox, part)).Where(Directory.Exists).SelectMany(part => Directory.GetFiles(part, name + "*")))
            {
                File.Delete(file);
                gone++;
            }
        }

        return gone;
    }

    private List<string> Folders()
    {
        var channels = Directory.Exists(data.Dispatch) ? Directory.GetDirectories(data.Dispatch) : [];
        var municipalities = Directory.Exists(data.EAddress) ? Directory.GetDirectories(data.EAddress) : [];
        return
        [
            .. channels
                .Concat(municipalities.SelectMany(m => OfTheEAddress.Select(part => Path.Combine(m, part))).Where(Directory.Exists))
                .SelectMany(Directory.GetDirectories),
        ];
    }
}
