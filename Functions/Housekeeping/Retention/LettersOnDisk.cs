using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>
/// What lies ready for sending, and what was sent from there: letters of <see cref="DispatchFolder"/> and notices of the e-address, named by the operation, and mails of the
/// outbox, named by its hash.
/// </summary>
internal sealed class LettersOnDisk(DataFolder data, DispatchFolder dispatch, IEAddressBox eAddress)
{
    private static readonly string[] OfTheOutbox = ["new", "cur"];

    /// <param name="subjects">Cases and messages. An operation is <c>&lt;subject&gt;-&lt;step&gt;</c>; the id of a sibling only begins like the case's, without the dash.</param>
    /// <param name="operations">Of the send ledger.</param>
    /// <param name="cancellation">Stops; another call goes on.</param>
    /// <returns>How many letters and mails were deleted. Repeatable.</returns>
    public async Task<int> DeleteAsync(IReadOnlyCollection<string> subjects, IReadOnlyCollection<string> operations, CancellationToken cancellation)
    {
        bool IsTheirs(string operation) => subjects.Any(s => operation.StartsWith(s + "-", StringComparison.Ordinal)) || operations.Contains(operation);
        var gone = await dispatch.DeleteAsync(IsTheirs, cancellation) + await eAddress.DeleteAsync(IsTheirs, cancellation);
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
}
