namespace SocialWorkflows.Casework.Sending;

/// <summary>What goes first when not everything can go at once. Persisted.</summary>
public static class SendLanes
{
    /// <summary>Something a person waits for or has to act on: decisions, requests for documents, moved terms.</summary>
    public const int Urgent = 0;

    /// <summary>Receipts and answers to who wrote.</summary>
    public const int Usual = 1;

    /// <summary>Lists: many letters about something nobody waits for today.</summary>
    public const int Bulk = 2;
}
