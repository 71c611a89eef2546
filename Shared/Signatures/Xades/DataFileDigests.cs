using System.Security.Cryptography;
using SocialWorkflows.Signatures.Containers;
using SocialWorkflows.Signatures.Cryptography;

namespace SocialWorkflows.Signatures.Xades;

/// <summary>Digests of the container's files, computed once per algorithm while unpacking, never holding a file in memory.</summary>
internal sealed class DataFileDigests(AsicContainer container)
{
    private readonly Dictionary<(string Name, string Oid), byte[]> _known = [];

    /// <summary>The data file a reference means: its percent-decoded name, else its literal one. Null when there is none.</summary>
    public string? Resolve(string uri)
    {
        var decoded = Uri.UnescapeDataString(uri);
        return container.DataFiles.FirstOrDefault(f => f.Name == decoded)?.Name ?? container.DataFiles.FirstOrDefault(f => f.Name == uri)?.Name;
    }

    /// <summary>Feeds a file's bytes into a digest over several things.</summary>
    public void Append(string name, IncrementalHash hash)
    {
        using var stream = container.Zip.OpenRead(container.Zip.Find(name)!);
        var buffer = new byte[16 * 1024];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }
    }

    public byte[] Compute(string name, DigestAlgorithm algorithm)
    {
        if (!_known.TryGetValue((name, algorithm.Oid), out var digest))
        {
            using var stream = container.Zip.OpenRead(container.Zip.Find(name)!);
            digest = algorithm.Hash(stream);
            _known.Add((name, algorithm.Oid), digest);
        }

        return digest;
    }
}
