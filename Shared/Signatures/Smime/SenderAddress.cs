using System.Buffers;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>The one addr-spec of a From field (RFC 5322 §3.4). The display name is what the sender likes to be called and proves nothing.</summary>
internal static class SenderAddress
{
    private static readonly SearchValues<char> Specials = SearchValues.Create(" \t,;:<>()[]\\\"");

    /// <summary>Null unless the value holds exactly one address, in a shape that every reader understands alike.</summary>
    public static string? Parse(string value)
    {
        var plain = WithoutQuotesAndComments(value);
        if (plain is null)
        {
            return null;
        }

        var open = plain.IndexOf('<', StringComparison.Ordinal);
        string address;
        if (open < 0)
        {
            address = plain.Trim();
        }
        else
        {
            var close = plain.IndexOf('>', StringComparison.Ordinal);
            if (close < open || plain.LastIndexOf('<') != open || plain.LastIndexOf('>') != close || plain[(close + 1)..].Trim().Length > 0)
            {
                return null;
            }

            // An address in the part before the brackets is there to be mistaken for the sender.
            address = plain[(open + 1)..close].Trim();
        }

        return IsAddress(address) ? address : null;
    }

    private static bool IsAddress(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == address.LastIndexOf('@') && at < address.Length - 1
            && address.AsSpan().IndexOfAny(Specials) < 0
            && !address.Any(char.IsControl);
    }

    private static string? WithoutQuotesAndComments(string value)
    {
        var plain = new System.Text.StringBuilder();
        var depth = 0;
        var quoted = false;
        var brackets = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if ((quoted || depth > 0) && c == '\\')
            {
                i++;
            }
            else if (quoted)
            {
                quoted = c != '"';
            }
            else if (depth > 0)
            {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            else if (c == '"')
            {
                // A quoted local part ("a b"@example) is legal and rare; it is not accepted.
                if (brackets)
                {
                    return null;
                }

                quoted = true;
                plain.Append(' ');
            }
            else if (c == '(')
            {
                depth = 1;
                plain.Append(' ');
            }
            else if (c is ',' or ';' or ':' && !brackets)
            {
                return null;
            }
            else
            {
                brackets = c == '<' || (brackets && c != '>');
                plain.Append(c);
            }
        }

        return quoted || depth > 0 ? null : plain.ToString();
    }
}
