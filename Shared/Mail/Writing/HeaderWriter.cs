using System.Globalization;
using System.Text;

namespace SocialWorkflows.Mail.Writing;

/// <summary>Header fields, folded and encoded. No value can end its own field: control characters are refused here, in one place.</summary>
internal sealed class HeaderWriter
{
    private const int LineLength = 76;
    private const int MaxPlainWord = 500;
    private readonly StringBuilder _result = new();

    public override string ToString() => _result.ToString();

    /// <summary>An unstructured field.</summary>
    public void Text(string name, string value)
    {
        Refuse(name, value);
        if (name.Length is 0 or > 70 || name.Any(c => c is <= ' ' or > '~' or ':'))
        {
            throw new ArgumentException("A header name must be 1 to 70 printable ASCII characters without colon and space.", nameof(name));
        }

        Field(name, IsPlain(value) ? value.Split(' ') : EncodedWords.Encode(value));
    }

    public void Addresses(string name, IReadOnlyList<MailAddress> addresses)
    {
        List<string> words = [];
        foreach (var address in addresses)
        {
            Refuse(name, address.Name ?? "");
            Refuse(name, address.Address);
            var spec = AddressSpec(name, address);
            words.AddRange(string.IsNullOrEmpty(address.Name) ? [spec] : [.. Phrase(address.Name), $"<{spec}>"]);
            words[^1] += ",";
        }

        words[^1] = words[^1][..^1];
        Field(name, words);
    }

    public void MessageIds(string name, IReadOnlyList<string> ids)
    {
        Field(name, [.. ids.Select(id =>
        {
            Refuse(name, id);
            var bare = id.Trim('<', '>');
            return bare.Length is > 0 and < 900 && bare.All(c => c is > ' ' and <= '~' and not ('<' or '>'))
                ? $"<{bare}>"
                : throw new ArgumentException($"{name}: a message id must be 1 to 900 printable ASCII characters without space and angle brackets.", nameof(ids));
        })]);
    }

    public void Date(string name, DateTimeOffset date) => Field(name, [
        date.ToString("ddd, d MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal)]);

    /// <summary>The addr-spec as it goes on the wire: a domain beyond ASCII in its A-label form.</summary>
    public static string AddressSpec(string name, MailAddress address)
    {
        if (!address.IsValid)
        {
            throw new ArgumentException($"{name}: an address is not of the form name@domain.", nameof(address));
        }

        var spec = address.Address;
        if (!Ascii.IsValid(spec))
        {
            var at = spec.LastIndexOf('@');
            spec = spec[..(at + 1)] + new IdnMapping().GetAscii(address.Domain);
        }

        return Ascii.IsValid(spec)
            ? spec
            : throw new ArgumentException($"{name}: letters beyond ASCII before the @ need SMTPUTF8, which is not offered. Send by another channel.", nameof(address));
    }

    private static void Refuse(string name, string value)
    {
        if (value.Any(c => char.IsControl(c) && c != '\t') || value.AsSpan().ContainsAny('\u2028', '\u2029'))
        {
            throw new ArgumentException($"{name}: line breaks and control characters are not allowed in a header.", nameof(value));
        }
    }

    private static bool IsPlain(string value) =>
        Ascii.IsValid(value) && !value.Contains('\t') && !value.Contains("=?", StringComparison.Ordinal) && !value.Contains("  ", StringComparison.Ordinal)
        && value.Trim() == value && value.Split(' ').All(w => w.Length <= MaxPlainWord);

    private static List<string> Phrase(string name)
    {
        if (!IsPlain(name) || name.Length > 60)
        {
            return EncodedWords.Encode(name);
        }

        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_')
            ? [.. name.Split(' ')]
            : ['"' + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"'];
    }

    private void Field(string name, IReadOnlyList<string> words)
    {
        _result.Append(name).Append(':');
        var column = name.Length + 1;
        foreach (var word in words)
        {
            if (column + 1 + word.Length > LineLength && column > name.Length + 1)
            {
                _result.Append("\r\n");
                column = 0;
            }

            _result.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        _result.Append("\r\n");
    }
}
