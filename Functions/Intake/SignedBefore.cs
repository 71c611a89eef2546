using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Whether a signed file lies in a case of its signer already. Whoever got hold of it can send it once more: the signature says who wrote it, not who
/// sends it now, so nothing is opened and nobody is answered by machine.
/// </summary>
internal sealed class SignedBefore(ICaseBoard board, ICaseJournal journal)
{
    public const string Reason = "signed-before";

    /// <param name="own">The case this message would open: a repeat of the same step finds its own files there.</param>
    /// <param name="applicant">The signer.</param>
    /// <param name="replyTo">Where an answer would go.</param>
    /// <param name="files">Of the message, as stored.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    /// <returns>The case that has the file; null when it is new.</returns>
    public async Task<CaseRef?> FindAsync(CaseRef own, Applicant applicant, string replyTo, IReadOnlyList<CaseFile> files, CancellationToken cancellation)
    {
        var signed = files.Where(f => f is { Signature: not null, InsideOf: null }).Select(f => f.FileId).ToHashSet(StringComparer.Ordinal);
        var inside = files.Where(f => f.InsideOf is { } outer && signed.Contains(outer)).Select(f => f.FileId).ToList();
        if (applicant.PersonalCode.Length == 0 || signed.Count == 0)
        {
            return null;
        }

        foreach (var reference in await board.FindByPersonAsync(own.Municipality, applicant.PersonalCode, cancellation))
        {
            if (reference == own || await journal.ReadAsync(reference, cancellation) is not { State: var state })
            {
                continue;
            }

            // The same papers in another wrapping: a container can be packed anew around its signature.
            var known = state.Files.Select(f => f.FileId).ToHashSet(StringComparer.Ordinal);
            var isElsewhere = !replyTo.Equals(state.Received?.ReplyTo, StringComparison.OrdinalIgnoreCase);
            if (signed.Overlaps(known) || (isElsewhere && inside.Count > 0 && inside.TrueForAll(known.Contains)))
            {
                return reference;
            }
        }

        return null;
    }
}
