using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Synthetic;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Whether a signed file lies in a case of its signer already. Whoever got hold of it can send it once more: the signature says who wrote it, not who
/// sends it now, so nothing is opened and nobody is answered by machine.
/// </summary>
internal sealed class SignedBefore(ICaseBoard board, ICaseJournal journal, IDocumentStore documents, SignatureInspectors inspectors)
{
    public const string Reason = "signed-before";

    /// <param name="own">The case this message would open: a repeat of the same step finds its own files there.</param>
    /// <param name="applicant">The signer.</param>
    /// <param name="replyTo">Where an answer would go.</param>
    /// <param name="files">Of the message, as stored.</param>
    /// <param name="attachments">Of the message, as inspected.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    /// <returns>The case that has the file; null when it is new.</returns>
    public async Task<CaseRef?> FindAsync(
        CaseRef own, Applicant applicant, string replyTo, IReadOnlyList<CaseFile> files, IReadOnlyList<InspectedAttachment> attachments, CancellationToken cancellation)
    {
        var signed = files.Where(f => f is { Signature: not null, InsideOf: null }).Select(f => f.FileId).ToHashSet(StringComparer.Ordinal);
        var inside = files.Where(f => f.InsideOf is { } outer && signed.Contains(outer)).Select(f => f.FileId).ToList();
        if (applicant.PersonalCode.Length == 0 || signed.Count == 0)
        {
            return null;
        }

        var acts = ActsOf(attachments.Select(a => a.Report));
        foreach (var reference in await board.FindByPersonAsync(own.Municipality, applicant.PersonalCode, cancellation))
        {
            if (reference == own || await journal.ReadAsync(reference, cancellation) is not { State: var state })
            {
                continue;
            }

            // The same papers in another wrapping: a container can be packed anew around its signature.
            var known = state.Files.Select(f => f.FileId).ToHashSet(StringComparer.Ordinal);
            var isElsewhere = !replyTo.Equals(state.Received?.ReplyTo, StringComparison.OrdinalIgnoreCase);
            if (signed.Overlaps(known) || (isElsewhere && inside.Count > 0 && inside.TrueForAll(known.Contains))
                || await IsSameActAsync(own.Municipality, state.Files, acts, inside, cancellation))
            {
                return reference;
            }
        }

        return null;
    }

    /// <summary>
    /// One act of signing in another container: whoever signs the same papers once more means something by it, who only packs them anew does not. Opened are only
    /// containers that share a paper with the message, or that have none apart, such as a signed PDF.
    /// </summary>
    private async Task<bool> IsSameActAsync(string municipality, IReadOnlyList<CaseFile> files, HashSet<string> acts, List<string> inside, CancellationToken cancellation)
    {
        foreach (var signed in files.Where(f => f is { Signature: not null, InsideOf: null }))
        {
            var papers = files.Where(f => f.InsideOf == signed.FileId).Select(f => f.FileId).ToList();
            if ((papers.Count == 0 || papers.Exists(inside.Contains)) && acts.Overlaps(ActsOf([await InspectAsync(municipality, signed, cancellation)])))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<SignatureReport> InspectAsync(string municipality, CaseFile file, CancellationToken cancellation) => inspectors.Of(municipality).Inspect(file.Name, await documents.GetAsync(file.FileId, cancellation));

    private static HashSet<string> ActsOf(IEnumerable<SignatureReport> reports) =>
        reports.SelectMany(r => r.Signatures).Select(s => s.Act).OfType<string>().ToHashSet(StringComparer.Ordinal);
}
