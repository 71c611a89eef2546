using System.Text;

namespace SocialWorkflows.Mail.Reading;

/// <summary>Address lists of RFC 5322 §3.4 with groups, comments, quoted names and old routes. Never fails: what has no address keeps its name.</summary>
internal sealed class AddressListReader
{
    private const int MaxName = 500;
    private readonly string _text;
    private readonly DefectSink _defects;
    private readonly string _where;
    private readonly List<MailAddress> _result = [];
    private readonly StringBuilder _display = new();
    private readonly StringBuilder _bare = new();
    private string? _angle;
    private string? _comment;
    private string? _nameBeforeComma;
    private int _nameLength;
    private int _position;

    private AddressListReader(string text, DefectSink defects, string where)
    {
        _text = text;
        _defects = defects;
        _where = where;
    }

    public static IReadOnlyList<MailAddress> Read(string? text, MimeLimits limits, DefectSink defects, string where) =>
        string.IsNullOrWhiteSpace(text) ? [] : new AddressListReader(text, defects, where).Run(limits.MaxAddresses);

    private List<MailAddress> Run(int max)
    {
        while (_position < _text.Length && _result.Count < max)
        {
            var c = _text[_position++];
            switch (c)
            {
                case '"':
                    var quoted = Quoted();
                    _display.Append(quoted);
                    _bare.Append('"').Append(quoted).Append('"');
                    break;
                case '(':
                    _comment = Comment();
                    break;
                case '<':
                    EmitBeforeSecondAngle();
                    _angle = Angle();
                    _nameLength = _display.Length;
                    break;
                case ',' or ';':
                    Emit(closesEntry: c == ';');
                    break;
                case ':' when _angle is null:
                    _defects.Add(MailDefectKind.AddressGroup, _where);
                    Reset();
                    break;
                case '=' when HeaderText.EndOfWord(_text, _position - 1) is > 0 and var end:
                    // Commas and colons inside an encoded word are its own.
                    _display.Append(_text, _position - 1, end - _position + 1);
                    _position = end;
                    break;
                default:
                    _display.Append(c);
                    _bare.Append(c);
                    break;
            }
        }

        Emit(closesEntry: true);
        return _result;
    }

    private void Emit(bool closesEntry)
    {
        var name = HeaderText.Decode(_display.ToString(), _defects, _where).Trim();
        var bare = _bare.ToString().Trim();
        if (_angle is null && !bare.Contains('@', StringComparison.Ordinal))
        {
            // "Bērziņa, Anna <a@b>" without quotes: the comma belongs to the name that follows.
            _nameBeforeComma = (_nameBeforeComma, name) switch
            {
                (_, "") => _nameBeforeComma,
                (null, _) => name,
                _ => _nameBeforeComma + ", " + name,
            };
            if (_nameBeforeComma is not null && (closesEntry || _nameBeforeComma.Length > MaxName))
            {
                Add(new MailAddress(_nameBeforeComma, ""));
            }
        }
        else if (_angle is not null)
        {
            var full = _nameBeforeComma is null ? name : _nameBeforeComma + ", " + name;
            full = full.Length == 0 ? HeaderText.Decode(_comment ?? "", _defects, _where).Trim() : full;
            Add(new MailAddress(full.Length == 0 ? null : full, _angle));
        }
        else
        {
            if (_nameBeforeComma is not null)
            {
                Add(new MailAddress(_nameBeforeComma, ""));
            }

            var comment = HeaderText.Decode(_comment ?? "", _defects, _where).Trim();
            Add(new MailAddress(comment.Length == 0 ? null : comment, RemoveWhiteSpaceAroundDots(bare)));
        }

        Reset();
    }

    /// <summary>"Anna &lt;a@b&gt; Juris &lt;c@d&gt;": the comma was forgotten, or encoded.</summary>
    private void EmitBeforeSecondAngle()
    {
        if (_angle is null)
        {
            return;
        }

        var rest = _display.ToString(_nameLength, _display.Length - _nameLength);
        _display.Length = _nameLength;
        Emit(closesEntry: false);
        _display.Append(rest);
    }

    private void Add(MailAddress address)
    {
        if (!address.IsValid)
        {
            _defects.Add(MailDefectKind.InvalidAddress, _where);
        }

        _result.Add(address);
        _nameBeforeComma = null;
    }

    private void Reset()
    {
        _display.Clear();
        _bare.Clear();
        _angle = null;
        _comment = null;
    }

    private string Quoted()
    {
        var result = new StringBuilder();
        while (_position < _text.Length && _text[_position] != '"')
        {
            if (_text[_position] == '\\' && _position + 1 < _text.Length)
            {
                _position++;
            }

            result.Append(_text[_position++]);
        }

        _position++;
        return result.ToString();
    }

    private string Comment()
    {
        var result = new StringBuilder();
        var depth = 1;
        while (_position < _text.Length)
        {
            var c = _text[_position++];
            if (c == '\\' && _position < _text.Length)
            {
                c = _text[_position++];
            }
            else if (c == '(')
            {
                depth++;
            }
            else if (c == ')' && --depth == 0)
            {
                break;
            }

            result.Append(c);
        }

        return result.ToString();
    }

    private string Angle()
    {
        var close = _text.IndexOf('>', _position);
        if (close < 0)
        {
            close = _text.IndexOfAny([',', ';'], _position);
        }

        close = close < 0 ? _text.Length : close;
        var inner = HeaderText.Clean(_text[_position..close]).Trim();
        _position = Math.Min(close + (close < _text.Length && _text[close] == '>' ? 1 : 0), _text.Length);

        // RFC 5322 §4.4: an old source route before the address.
        var route = inner.StartsWith('@') ? inner.IndexOf(':', StringComparison.Ordinal) : -1;
        return RemoveWhiteSpaceAroundDots(route < 0 ? inner : inner[(route + 1)..]);
    }

    private static string RemoveWhiteSpaceAroundDots(string address)
    {
        if (!address.AsSpan().ContainsAny(" \t") || address.StartsWith('"'))
        {
            return HeaderText.Clean(address);
        }

        var result = new StringBuilder();
        foreach (var word in address.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (result.Length > 0 && result[^1] is not ('.' or '@') && word[0] is not ('.' or '@'))
            {
                result.Append(' ');
            }

            result.Append(word);
        }

        return HeaderText.Clean(result.ToString());
    }
}
