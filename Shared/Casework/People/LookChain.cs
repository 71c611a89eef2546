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
    /// <param name="subject">Municipality and id, for the finding.</param>
    /// <param name="looks">All of the subject, the oldest first.</param>
    /// <param name="head">The number recorded beside them.</param>
    /// <param name="cut">Where they begin, as it is written down.</param>
    public static IEnumerable<string> Problems(string subject, IReadOnlyList<Look> looks, long head, LookCut cut)
    {
        ArgumentNullException.ThrowIfNull(looks);
        ArgumentNullException.ThrowIfNull(cut);
        var (number, previous) = (cut.Number, cut.Hash);
        foreach (var look in looks)
        {
            if (!Follows(number, previous, look))
            {
                yield return $"{subject}: the looks are broken at {look.Number}.";
                yield break;
            }

            (number, previous) = (look.Number, look.Hash);
        }

        if (head != number)
        {
            yield return $"{subject}: the looks end at {number}, {head} were recorded.";
        }
    }

    /// <summary>The oldest looks, of before that instant and as far as the chain holds; before them whatever an earlier cut has left behind.</summary>
    /// <param name="looks">All of the subject, the oldest first.</param>
    /// <param name="cut">Where they begin, as it is written down.</param>
    /// <param name="before">Instant.</param>
    public static IEnumerable<Look> Over(IEnumerable<Look> looks, LookCut cut, DateTimeOffset before)
    {
        ArgumentNullException.ThrowIfNull(looks);
        ArgumentNullException.ThrowIfNull(cut);
        var (number, previous) = (cut.Number, cut.Hash);
        foreach (var look in looks)
        {
            if (look.Number > cut.Number)
            {
                if (look.At >= before || !Follows(number, previous, look))
                {
                    yield break;
                }

                (number, previous) = (look.Number, look.Hash);
            }

            yield return look;
        }
    }

    private static bool Follows(long number, string previous, Look look) => look.Number == number + 1 && Hash(previous, look) == look.Hash;
}
