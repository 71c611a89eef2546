using System.Text;

namespace SocialWorkflows.Mail.Senders;

/// <summary>One method of an Authentication-Results field, both in lower case ("dmarc", "fail").</summary>
internal readonly record struct MethodResult(string Method, string Result);

/// <summary>Reads Authentication-Results (RFC 8601 §2.2). Comments and quoted strings are taken out first: a result hidden in one counts for nothing.</summary>
internal static class AuthenticationResults
{
    private const int MaxMethods = 50;

    /// <summary>The results, when the field is by one of the trusted servers; else none.</summary>
    public static IReadOnlyList<MethodResult> Read(string value, IReadOnlyCollection<string> trustedServers)
    {
        var pieces = Plain(value).Split(';');
        var server = pieces[0].Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? string.Empty;
        return trustedServers.Contains(server, StringComparer.OrdinalIgnoreCase)
            ? [.. pieces.Skip(1).Take(MaxMethods).Select(Method).Where(m => m.Method.Length > 0)]
            : [];
    }

    private static MethodResult Method(string piece)
    {
        var equals = piece.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return new(string.Empty, string.Empty);
        }

        // "dkim/1 = pass": a version may follow the method.
        var method = piece[..equals].Split('/')[0].Trim().ToLowerInvariant();
        var result = piece[(equals + 1)..].Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? string.Empty;
        return new(method.Any(char.IsWhiteSpace) ? string.Empty : method, result.ToLowerInvariant());
    }

    private static string Plain(string value)
    {
        var result = new StringBuilder(value.Length);
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\' && (quoted || depth > 0))
            {
                i++;
            }
            else if (c == '"' && depth == 0)
            {
                quoted = !quoted;
            }
            else if (!quoted && c == '(')
            {
                depth++;
            }
            else if (!quoted && c == ')' && depth > 0)
            {
                depth--;
            }
            else if (!quoted && depth == 0)
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
