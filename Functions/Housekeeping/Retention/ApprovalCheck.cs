using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Retention;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>A case that was destroyed must have its line on the destruction list, approved by a person before its key went.</summary>
internal sealed class ApprovalCheck(ICaseShredder shredder, IRetentionLedger list)
{
    private const string Machine = "machine";

    /// <returns>What is wrong; null when nothing is, or the case can be read.</returns>
    public async Task<string?> LookAsync(CaseRef reference, CancellationToken cancellation)
    {
        if (await shredder.DestroyedAtAsync(reference, cancellation) is not { } destroyedAt)
        {
            return null;
        }

        var line = await list.FindAsync(reference.Municipality, RetentionKinds.Case, reference.CaseId, cancellation);
        return line is { State: RetentionStates.Destroying or RetentionStates.Destroyed }
            && line.Steps.Any(s => s.State == RetentionStates.Approved && s.By != Machine && s.At <= destroyedAt)
                ? null
                : $"{reference}: its contents were destroyed, but no line of the destruction list says who approved that.";
    }
}
