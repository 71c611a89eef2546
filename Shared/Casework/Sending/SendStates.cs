namespace SocialWorkflows.Casework.Sending;

/// <summary>Where a send stands. Only <c>Planned</c> may be tried; <c>Unknown</c> belongs to a person. Persisted: add, never rename.</summary>
public static class SendStates
{
    public const string Planned = "planned";

    /// <summary>Somebody tries, under a lease.</summary>
    public const string Sending = "sending";

    /// <summary>May have left; the machine waits for the provider's word until <see cref="SendRow.DueAt"/>.</summary>
    public const string Doubt = "doubt";

    /// <summary>The next server, or the outbox, has accepted it.</summary>
    public const string Sent = "sent";

    /// <summary>The receiver's server has it.</summary>
    public const string Delivered = "delivered";

    /// <summary>It came back, now or days later. A person was told.</summary>
    public const string Bounced = "bounced";

    /// <summary>May have left and no machine can find out. Never repeated; a person was told.</summary>
    public const string Unknown = "unknown";

    /// <summary>Certainly did not leave, and repeating does not help. A person was told.</summary>
    public const string Failed = "failed";

    /// <summary>Kept back: outside production, and the recipient is not on the list of those who may be written to.</summary>
    public const string Held = "held";

    /// <summary>The machine has ended it, and a person is told.</summary>
    public static bool IsGivenUp(string state) => state is Unknown or Failed or Held;

    /// <summary>It is known to have left the house, whatever became of it then.</summary>
    public static bool HasLeft(string state) => state is Sent or Delivered or Bounced;
}
