using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Letters.Templates;

/// <summary>
/// The sets of templates that this process compiled last. To compile one costs about half a second of processor and leaves
/// hundreds of dynamic methods behind; packs with the same texts, a dry run and the next start in the same process share it.
/// </summary>
internal sealed class CompiledSets
{
    private const int Most = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LetterTemplates> _sets = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    /// <summary>The set of exactly these names and texts. What does not compile is not kept, and throws each time.</summary>
    public LetterTemplates Get(IReadOnlyDictionary<string, string> sources, Func<IReadOnlyDictionary<string, string>, LetterTemplates> make)
    {
        var key = KeyOf(sources);
        lock (_gate)
        {
            if (_sets.TryGetValue(key, out var known))
            {
                return known;
            }
        }

        var made = make(sources);
        lock (_gate)
        {
            if (_sets.TryAdd(key, made))
            {
                _order.Enqueue(key);
            }

            while (_order.Count > Most)
            {
                _sets.Remove(_order.Dequeue());
            }

            return _sets[key];
        }
    }

    private static string KeyOf(IReadOnlyDictionary<string, string> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, source) in sources.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            foreach (var text in (string[])[name, source])
            {
                hash.AppendData(BitConverter.GetBytes(text.Length));
                hash.AppendData(Encoding.Unicode.GetBytes(text));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
