using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SocialWorkflows.Mail.Html;

/// <summary>
/// Makes an HTML body fit for the staff page. It is parsed as a browser would (WHATWG, by AngleSharp without scripting and without any
/// loader) and written anew from a short list of elements; everything that can load, run, submit, redirect or hide is left out and named.
/// </summary>
public static class HtmlSanitizer
{
    /// <summary>Characters of a body that are looked at. The rest is named; the plain text of the mail is whole.</summary>
    public const int MaxLength = 500_000;

    /// <summary>Tags that are looked at: building the tree of wildly unclosed formatting costs more than linear time.</summary>
    public const int MaxTags = 8_000;

    /// <summary>Elements that are open at a time, one inside another or left open: so many that no letter has them.</summary>
    public const int MaxOpen = 300;

    public static SanitisedHtml Sanitise(string html)
    {
        var looked = HtmlReach.Within(html);
        var writer = new HtmlWriter();
        if (looked.Length < html.Length)
        {
            writer.Name(RemovedContent.Rest);
        }

        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false, IsEmbedded = false });
        using var document = parser.ParseDocument(looked);
        NameHead(document, writer);
        if (document.Body is { } body)
        {
            Walk(body, writer);
        }

        return writer.Result();
    }

    private static void NameHead(IDocument document, HtmlWriter writer)
    {
        foreach (var element in document.Head?.Children ?? Enumerable.Empty<IElement>())
        {
            writer.Name(HtmlRules.RemovedOf(element.LocalName));
        }
    }

    /// <summary>Without recursion: the depth is the sender's choice.</summary>
    private static void Walk(INode root, HtmlWriter writer)
    {
        var node = root.FirstChild;
        while (node is not null)
        {
            if (Enter(node, writer) && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null)
            {
                Leave(node, writer);
                if (node.NextSibling is { } next)
                {
                    node = next;
                    break;
                }

                node = node.Parent == root ? null : node.Parent;
            }
        }
    }

    /// <summary>True when the children are to be visited.</summary>
    private static bool Enter(INode node, HtmlWriter writer)
    {
        switch (node)
        {
            case IText text:
                writer.Text(text.Data);
                return false;
            case IElement element when HtmlRules.RemovedOf(element.LocalName) is { } removed:
                writer.Name(removed);
                if (element.LocalName == "img" && element.GetAttribute("alt") is { Length: > 0 } alt)
                {
                    writer.Text($"[{alt}]");
                }

                return HtmlRules.KeepsText(element.LocalName);
            case IElement element:
                writer.Open(element);
                return true;
            default:
                return false;
        }
    }

    private static void Leave(INode node, HtmlWriter writer)
    {
        if (node is IElement element && HtmlRules.RemovedOf(element.LocalName) is null)
        {
            writer.Close(element);
        }
    }
}
