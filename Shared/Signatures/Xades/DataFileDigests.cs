using System.Security.Cryptography;
using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>Digests of the container's files, computed once per algorithm while unpacking, never holding a file in memory.</summary>
internal sealed class DataFileDigests(AsicContainer container)
{
    private readonly HashSet<string> _names = [.. container.DataFiles.Concat(container.Metadata).Select(f => f.Name)];
    private readonly Dictionary<(string Name, string Oid), byte[]> _known = [];

    /// <summary>The data file a reference means: its percent-decoded name, else its literal one. Null when there is none.</summary>
    public string? Resolve(string uri)
    {
        var decoded = Uri.UnescapeDataString(uri);
        return _names.Contains(decoded) ? decoded : _names.Contains(uri) ? uri : null;
    }

    /// <summary>Feeds a file's bytes into a digest over several things.</summary>
    public void Append(string name, IncrementalHash hash)
    {
        using var stream = Open(name);
        DigestAlgorithm.Append(hash, stream);
    }

    public byte[] Compute(string name, DigestAlgorithm algorithm)
    {
        if (!_known.TryGetValue((name, algorithm.Oid), out var digest))
        {
            using var stream = Open(name);
            digest = algorithm.Hash(stream);
            _known.Add((name, algorithm.Oid), digest);
        }

        return digest;
    }

    private Stream Open(string name)
    {
        var entry = container.Zip.Find(name)!;
        InspectionWork.ExpectHash(entry.Size);
        return container.Zip.OpenRead(entry);
    }
}
