using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Retention;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>A case that was destroyed must have its line on the destruction list, approved by a person before its key went, and the approval must stand in the book.</summary>
internal sealed class ApprovalCheck(ICaseShredder shredder, IRetentionLedger list, DestructionBook book)
{
    /// <summary>For one pass over the cases; what is decided after its first destroyed case is seen by the next.</summary>
    public ApprovalReading Begin() => new(shredder, list, book);
}
