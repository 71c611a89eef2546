using System.Text;

namespace SocialWorkflows.Functions.Lists.Csv;

/// <summary>
/// Reads records as RFC 4180 writes them, with any separator and any line end. What is not written so is read as spreadsheets read it, and marked:
/// whoever takes the fields decides. Empty lines are no records.
/// </summary>
internal sealed class CsvRecords
{
    private readonly string _text;
    private readonly char _separator;
    private readonly StringBuilder _field = new();
    private int _at;
    private int _line = 1;
    private bool _isBroken;
    private bool _isOpen;

    private CsvRecords(string text, char separator)
    {
        _text = text;
        _separator = separator;
    }

    public static IEnumerable<CsvRecord> Read(string text, char separator)
    {
        var reader = new CsvRecords(text, separator);
        while (reader._at < text.Length)
        {
            if (!reader.SkipLineEnd())
            {
                yield return reader.Next();
            }
        }
    }

    private CsvRecord Next()
    {
        var first = _line;
        List<string> fields = [];
        (_isBroken, _isOpen) = (false, false);
        do
        {
            fields.Add(Field());
        }
        while (SkipSeparator());

        // An open field may hold the last line end of the file, behind which there is no line.
        var last = _line - (_isOpen && _text[^1] is ('\r' or '\n') ? 1 : 0);
        SkipLineEnd();
        return new CsvRecord(first, last, fields, _isBroken, _isOpen);
    }

    private string Field()
    {
        _field.Clear();
        if (Is('"'))
        {
            Quoted();
            _isBroken |= _at < _text.Length && !IsEnd();
        }

        for (; _at < _text.Length && !IsEnd(); _at++)
        {
            _isBroken |= _text[_at] == '"';
            _field.Append(_text[_at]);
        }

        return _field.ToString();
    }

    private void Quoted()
    {
        for (_at++; _at < _text.Length; _at++)
        {
            if (_text[_at] == '"')
            {
                _at++;
                if (!Is('"'))
                {
                    return;
                }
            }
            else if (_text[_at] == '\n' || (_text[_at] == '\r' && !(_at + 1 < _text.Length && _text[_at + 1] == '\n')))
            {
                _line++;
            }

            _field.Append(_text[_at]);
        }

        _isOpen = true;
    }

    private bool SkipSeparator()
    {
        if (!Is(_separator))
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool SkipLineEnd()
    {
        if (_at >= _text.Length || _text[_at] is not ('\r' or '\n'))
        {
            return false;
        }

        _at += _text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
        _line++;
        return true;
    }

    private bool IsEnd() => _text[_at] == _separator || _text[_at] is '\r' or '\n';

    private bool Is(char c) => _at < _text.Length && _text[_at] == c;
}
