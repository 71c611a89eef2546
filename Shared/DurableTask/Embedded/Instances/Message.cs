using SocialWorkflows.DurableTask.Worker.History;

namespace SocialWorkflows.DurableTask.Embedded.Instances;

/// <summary>Something that waits for an instance's next turn.</summary>
/// <param name="Event">What the history will hold of it; null only wakes the instance.</param>
/// <param name="InboxSeq">Its row, when it is durable already.</param>
/// <param name="Acknowledge">Who waits until it is durable.</param>
internal sealed record Message(HistoryEvent? Event, long? InboxSeq = null, TaskCompletionSource? Acknowledge = null);
