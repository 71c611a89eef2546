using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <summary>Makes any id a key that a table takes, without two ids meeting in one key. Persisted: never change.</summary>
internal static class TableKeys
{
    /// <summary>Between the parts of a key; escaped inside a part, so that no part can reach into the next.</summary>
    public const char Separator = '|';

    /// <summary>A key may have 1 KiB, that is 512 characters; room is left for the other parts.</summary>
    private const int LongestPart = 200;

    /// <summary>The parts, each escaped, with separators between.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder();
        foreach (var part in parts)
        {
            if (key.Length > 0)
            {
                key.Append(Separator);
            }

            key.Append(Part(part));
        }

        return key.ToString();
    }

    /// <summary>The parts a key was made of.</summary>
    /// <exception cref="FormatException">A part was too long to stand in a key itself: only its hash does.</exception>
    public static string[] Read(string key) => [.. key.Split(Separator).Select(Unescaped)];

    /// <summary>Sorts as text in the order of the numbers.</summary>
    public static string Number(long value) => value.ToString("D10", CultureInfo.InvariantCulture);

    /// <summary>For what may be long or tell something, such as a Message-ID.</summary>
    public static string Hashed(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Unescaped(string part)
    {
        List<byte> octets = [];
        for (var i = 0; i < part.Length; i++)
        {
            octets.Add(part[i] == '=' ? byte.Parse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : (byte)part[i]);
            i += part[i] == '=' ? 2 : 0;
        }

        var text = Encoding.UTF8.GetString([.. octets]);
        return Part(text) == part ? text : throw new FormatException("A part of a key is a hash and cannot be read back.");
    }

    private static string Part(string part)
    {
        var key = new StringBuilder(part.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(part))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)':' or (byte)'@')
            {
                key.Append((char)octet);
            }
            else
            {
                key.Append(CultureInfo.InvariantCulture, $"={octet:X2}");
            }
        }

        return key.Length <= LongestPart ? key.ToString() : "=" + Hashed(part);
    }
}
