namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>
/// One thing to make durable. Writes are applied in order, many to a commit; what others may see of one happens in
/// <see cref="Committed"/>, never before.
/// </summary>
internal abstract class HubWrite
{
    /// <summary>Runs inside the transaction. An exception here stops the whole hub, so refusals are remembered instead.</summary>
    public abstract void Apply(HubStatements statements);

    /// <summary>Runs on the writer's thread after the commit; must be short.</summary>
    public abstract void Committed();

    /// <summary>It was not made durable and will not be.</summary>
    public abstract void Failed(TaskHubException exception);
}
