using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Casework.People;

/// <summary>How looks are chained; every store uses this one form.</summary>
public static class LookChain
{
    /// <summary>SHA-256 over the previous hash and everything stored about the look, lower-case hex.</summary>
    public static string Hash(string previous, Look look)
    {
        ArgumentNullException.ThrowIfNull(look);

        // As JSON, so that no text reaches into the next field.
        var text = JsonSerializer.Serialize(new[] { previous, look.Municipality, look.SubjectId, $"{look.Number}", look.PersonId, look.Kind, look.What, look.Reason, JournalChain.Instant(look.At) });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The next look after the one given, or the first.</summary>
    public static Look After(Look? last, Look look, DateTimeOffset now)
    {
        var next = look with { Number = (last?.Number ?? 0) + 1, At = now };
        return next with { Hash = Hash(last?.Hash ?? JournalChain.Start, next) };
    }

    /// <summary>What is wrong with the looks of one subject, in their order; empty when nothing is.</summary>
    /// <param name="looks">All of the subject, the oldest first.</param>
    /// <param name="head">The number recorded beside them.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<Look> looks, long head)
    {
        ArgumentNullException.ThrowIfNull(looks);
        var previous = JournalChain.Start;
        for (var i = 0; i < looks.Count; i++)
        {
            if (looks[i].Number != i + 1 || Hash(previous, looks[i]) != looks[i].Hash)
            {
                yield return $"{looks[i].Municipality}/{looks[i].SubjectId}: the looks are broken at {looks[i].Number}.";
                yield break;
            }

            previous = looks[i].Hash;
        }

        if (looks.Count > 0 && head != looks.Count)
        {
            yield return $"{looks[0].Municipality}/{looks[0].SubjectId}: {looks.Count} looks are there, {head} were recorded.";
        }
    }
}
