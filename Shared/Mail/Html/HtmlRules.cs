using System.Collections.Frozen;

namespace SocialWorkflows.Mail.Html;

/// <summary>Which elements are written, which are taken out by name, and which only lose their tag.</summary>
internal static class HtmlRules
{
    private static readonly FrozenSet<string> Allowed = new[]
    {
        "abbr", "address", "article", "b", "bdi", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "div",
        "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins", "kbd", "li", "main", "ol",
        "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "tt", "u", "ul", "wbr",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, RemovedContent> Removed = new Dictionary<string, RemovedContent>
    {
        ["script"] = RemovedContent.Script,
        ["noscript"] = RemovedContent.Script,
        ["template"] = RemovedContent.Script,
        ["img"] = RemovedContent.Media,
        ["image"] = RemovedContent.Media,
        ["picture"] = RemovedContent.Media,
        ["audio"] = RemovedContent.Media,
        ["video"] = RemovedContent.Media,
        ["source"] = RemovedContent.Media,
        ["track"] = RemovedContent.Media,
        ["bgsound"] = RemovedContent.Media,
        ["iframe"] = RemovedContent.Embedded,
        ["frame"] = RemovedContent.Embedded,
        ["frameset"] = RemovedContent.Embedded,
        ["object"] = RemovedContent.Embedded,
        ["embed"] = RemovedContent.Embedded,
        ["applet"] = RemovedContent.Embedded,
        ["svg"] = RemovedContent.Embedded,
        ["math"] = RemovedContent.Embedded,
        ["canvas"] = RemovedContent.Embedded,
        ["portal"] = RemovedContent.Embedded,
        ["style"] = RemovedContent.Style,
        ["link"] = RemovedContent.Style,
        ["meta"] = RemovedContent.Redirect,
        ["base"] = RemovedContent.Redirect,
        ["form"] = RemovedContent.Form,
        ["input"] = RemovedContent.Form,
        ["button"] = RemovedContent.Form,
        ["select"] = RemovedContent.Form,
        ["textarea"] = RemovedContent.Form,
        ["fieldset"] = RemovedContent.Form,
        ["label"] = RemovedContent.Form,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsWritten(string name) => Allowed.Contains(name);

    public static bool IsEmpty(string name) => name is "br" or "hr" or "wbr" or "col";

    /// <summary>Null for an element that is written, or that only loses its tag.</summary>
    public static RemovedContent? RemovedOf(string name) => Removed.TryGetValue(name, out var removed) ? removed : null;

    /// <summary>What a form says is part of the letter; what a script or drawing contains is not.</summary>
    public static bool KeepsText(string name) => name is "form" or "fieldset" or "label" or "button" or "picture";
}
