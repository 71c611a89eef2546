using SocialWorkflows.Connectors.AzureStorage.Cases;

namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>How far a run has come, written down in the copy, so that a run that was stopped goes on there.</summary>
internal sealed class CopyProgress(CaseTables copy, CopyMark mark)
{
    public CopyMark Mark { get; private set; } = mark;

    public bool IsDone(CopyStep step) => Mark.Step is { } reached && IndexOf(step.Name) < IndexOf(reached);

    /// <summary>The last row of the step that was brought; null at its beginning.</summary>
    public (string Partition, string Row)? After(CopyStep step) => Mark is { Partition: { } partition, Row: { } row } && Mark.Step == step.Name ? (partition, row) : null;

    public Task ReachedAsync(CopyStep step, (string Partition, string Row)? after, CancellationToken cancellation) =>
        WriteAsync(Mark with { Step = step.Name, Partition = after?.Partition, Row = after?.Row }, cancellation);

    /// <param name="files">How many files had been destroyed by the approved list when the documents were compared.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task AccountedAsync(long files, CancellationToken cancellation) => WriteAsync(Mark with { FilesAccounted = files }, cancellation);

    public Task EndAsync(CancellationToken cancellation) => WriteAsync(Mark with { FinishedAt = copy.Time.GetUtcNow(), Step = null, Partition = null, Row = null }, cancellation);

    private Task WriteAsync(CopyMark next, CancellationToken cancellation)
    {
        Mark = next;
        return next.WriteAsync(copy, cancellation);
    }

    /// <summary>A step that another version wrote down is none of ours: everything is looked at again.</summary>
    private static int IndexOf(string name) => CopyStep.All.Select(s => s.Name).ToList().IndexOf(name);
}
