using System.IO.Compression;
using System.Text;
using SocialWorkflows.Functions.Demo.Pki;

namespace SocialWorkflows.Tests.Signatures;

/// <summary>Takes a container apart, changes one thing, and packs it again.</summary>
internal sealed class Container
{
    public const string SignatureFile = "META-INF/edoc-signatures-S1.xml";

    private readonly List<KeyValuePair<string, byte[]>> _entries;

    private Container(List<KeyValuePair<string, byte[]>> entries) => _entries = entries;

    public static Container Open(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes));
        return new([.. archive.Entries.Select(e =>
        {
            using var stream = e.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return KeyValuePair.Create(e.FullName, copy.ToArray());
        })]);
    }

    public IEnumerable<string> Names => _entries.Select(e => e.Key);

    public byte[] this[string name] => _entries.Single(e => e.Key == name).Value;

    public string Signature => Encoding.UTF8.GetString(this[SignatureFile]);

    public Container Set(string name, byte[] bytes)
    {
        _entries[_entries.FindIndex(e => e.Key == name)] = new(name, bytes);
        return this;
    }

    public Container Add(string name, byte[] bytes)
    {
        _entries.Add(new(name, bytes));
        return this;
    }

    public Container Remove(string name)
    {
        _entries.RemoveAll(e => e.Key == name).ShouldBe(1);
        return this;
    }

    /// <summary>Replaces text in an XML file; the text must be there, so that no tampering silently does nothing.</summary>
    public Container Edit(string name, string old, string replacement)
    {
        var text = Encoding.UTF8.GetString(this[name]);
        text.ShouldContain(old);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return Set(name, Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length))));
    }

    public Container EditSignature(string old, string replacement) => Edit(SignatureFile, old, replacement);

    public byte[] Pack() => ContainerZip.Write(_entries);
}
