using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Dom;

namespace SocialWorkflows.Mail.Html;

/// <summary>Writes the elements that are allowed, with the few attributes that shape a table and nothing else.</summary>
internal sealed class HtmlWriter
{
    private const int MaxDepth = 100;
    private const int MaxSpan = 100;
    private const int MaxAddress = 300;

    private readonly StringBuilder _html = new();
    private readonly SortedSet<RemovedContent> _removed = [];
    private int _depth;

    public SanitisedHtml Result() => new(_html.ToString(), [.. _removed]);

    public void Name(RemovedContent? removed)
    {
        if (removed is { } kind)
        {
            _removed.Add(kind);
        }
    }

    public void Text(string text) => _html.Append(WebUtility.HtmlEncode(text));

    public void Open(IElement element)
    {
        if (element.HasAttribute("style"))
        {
            Name(RemovedContent.Style);
        }

        if (element.HasAttribute("background"))
        {
            Name(RemovedContent.Media);
        }

        if (element.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)))
        {
            Name(RemovedContent.Script);
        }

        if (!HtmlRules.IsWritten(element.LocalName))
        {
            return;
        }

        if (!HtmlRules.IsEmpty(element.LocalName) && ++_depth > MaxDepth)
        {
            Name(RemovedContent.Rest);
            return;
        }

        _html.Append('<').Append(element.LocalName);
        Span(element, "colspan");
        Span(element, "rowspan");
        if (element.GetAttribute("dir")?.ToLowerInvariant() is ("rtl" or "ltr" or "auto") and { } direction)
        {
            _html.Append(" dir=\"").Append(direction).Append('"');
        }

        _html.Append('>');
    }

    public void Close(IElement element)
    {
        if (element.LocalName is "a" or "area")
        {
            WriteAddress(element.GetAttribute("href"));
        }

        if (!HtmlRules.IsWritten(element.LocalName) || HtmlRules.IsEmpty(element.LocalName))
        {
            return;
        }

        if (_depth-- <= MaxDepth)
        {
            _html.Append("</").Append(element.LocalName).Append('>');
        }
    }

    /// <summary>Where a link leads stands beside it as text: nobody is taken anywhere by a tap, and a false name gives itself away.</summary>
    private void WriteAddress(string? address)
    {
        if (string.IsNullOrWhiteSpace(address) || address.StartsWith('#'))
        {
            return;
        }

        Name(RemovedContent.Link);
        var clean = string.Concat(address.Trim().Where(c => !char.IsControl(c)));
        var known = clean.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || clean.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || clean.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || clean.StartsWith("tel:", StringComparison.OrdinalIgnoreCase);
        if (known)
        {
            Text(" [" + (clean.Length > MaxAddress ? clean[..MaxAddress] + "…" : clean) + "]");
        }
    }

    private void Span(IElement element, string name)
    {
        if (element.LocalName is "td" or "th" or "col" && int.TryParse(element.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var span) && span is > 1 and <= MaxSpan)
        {
            _html.Append(CultureInfo.InvariantCulture, $" {name}=\"{span}\"");
        }
    }
}
