namespace SocialWorkflows.Connectors.AzureStorage.Copies;

/// <summary>A list of the service, one after the other. Its order is what two lists are compared by, so it is watched: out of order nothing may be deleted.</summary>
internal sealed class InOrder<T>(IAsyncEnumerable<T> list, Func<T, (string First, string Second)> key) : IAsyncDisposable
    where T : class
{
    private readonly IAsyncEnumerator<T> _rows = list.GetAsyncEnumerator();

    /// <summary>Null before the first and behind the last.</summary>
    public T? Current { get; private set; }

    /// <exception cref="StorageCorruptException">The service does not list by key.</exception>
    public async Task NextAsync()
    {
        var last = Current;
        Current = await _rows.MoveNextAsync() ? _rows.Current : null;
        if (last is not null && Current is not null && Compare(key(last), key(Current)) >= 0)
        {
            throw new StorageCorruptException($"The service listed {key(Current)} behind {key(last)}. Nothing can be compared so; the copy was stopped.");
        }
    }

    /// <summary>Below zero: the other list does not have <see cref="Current"/>; above zero: this list does not have the other's.</summary>
    public int Against(InOrder<T> other) => (Current, other.Current) switch
    {
        (null, _) => 1,
        (_, null) => -1,
        var (mine, others) => Compare(key(mine), key(others)),
    };

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private static int Compare((string First, string Second) one, (string First, string Second) other) =>
        string.CompareOrdinal(one.First, other.First) is not 0 and var order ? order : string.CompareOrdinal(one.Second, other.Second);
}
