namespace SocialWorkflows.Connectors.SendGrid;

/// <summary>What the provider says of one mail. The address it names is not read.</summary>
/// <param name="EventId">The same event comes under the same id, however often.</param>
/// <param name="OperationId">Ours, from the custom arguments; empty for a mail that is not ours.</param>
/// <param name="Kind"><c>processed</c>, <c>deferred</c>, <c>delivered</c>, <c>bounce</c>, <c>dropped</c>, <c>spamreport</c> and others.</param>
/// <param name="Status">Enhanced status code, empty when not given.</param>
/// <param name="Type">Of a bounce: <c>bounce</c> or <c>blocked</c>.</param>
public sealed record SendGridEvent(string EventId, string OperationId, string Kind, string Status, string Type);
