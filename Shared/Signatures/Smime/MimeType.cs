using System.Text;

namespace SocialWorkflows.Signatures.Smime;

/// <summary>A Content-Type value (RFC 2045 §5.1) with its parameters.</summary>
internal sealed class MimeType
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    private MimeType(string mediaType) => MediaType = mediaType;

    public string MediaType { get; }

    /// <summary>Null when a parameter is given twice: two readers could take different ones.</summary>
    public static MimeType? Parse(string value)
    {
        var at = 0;
        var type = new MimeType(Token(value, ref at).Trim().ToLowerInvariant());
        while (at < value.Length)
        {
            at++;
            var name = Token(value, ref at, '=').Trim();
            if (at < value.Length && value[at] == '=')
            {
                at++;
                if (!type._parameters.TryAdd(name, Token(value, ref at)))
                {
                    return null;
                }
            }
        }

        return type;
    }

    public string? Parameter(string name) => _parameters.GetValueOrDefault(name);

    /// <summary>Reads up to a semicolon (or the stop), with quoted strings taken apart and comments left out.</summary>
    private static string Token(string value, ref int at, char stop = ';')
    {
        var token = new StringBuilder();
        var depth = 0;
        var quoted = false;
        for (; at < value.Length; at++)
        {
            var c = value[at];
            if (c == '\\' && (quoted || depth > 0) && at + 1 < value.Length)
            {
                at++;
                if (quoted)
                {
                    token.Append(value[at]);
                }
            }
            else if (quoted)
            {
                quoted = c != '"';
                if (quoted)
                {
                    token.Append(c);
                }
            }
            else if (depth > 0)
            {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == '(')
            {
                depth = 1;
            }
            else if (c == ';' || c == stop)
            {
                break;
            }
            else if (c is not (' ' or '\t'))
            {
                token.Append(c);
            }
        }

        return token.ToString();
    }
}
