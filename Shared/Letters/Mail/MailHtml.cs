using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Mail;

/// <summary>
/// The HTML twin: Latvian as its language, one main heading, dark on white, letters that grow with the reader's setting,
/// and nothing fetched from elsewhere.
/// </summary>
internal static class MailHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Draw(string subject, IEnumerable<LetterBlock> blocks)
    {
        var html = new StringBuilder();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="lv">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(subject)}</title>
            </head>
            <body style="margin:0;background:#ffffff;color:#1a1a1a;font-family:Verdana,Arial,sans-serif;font-size:1.125rem;line-height:1.6">
            <main style="max-width:40rem;margin:0 auto;padding:1.5rem">
            <h1 style="font-size:1.5rem;line-height:1.3">{Encode(subject)}</h1>

            """.ReplaceLineEndings("\n"));
        foreach (var block in blocks)
        {
            html.Append(Block(block)).Append('\n');
        }

        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Block(LetterBlock block) => block switch
    {
        Heading heading => $"<h2 style=\"font-size:1.25rem\">{Encode(heading.Text)}</h2>",
        Paragraph { Text: var address } when IsAddress(address) => $"<p><a href=\"{Encode(address)}\">{Encode(address)}</a></p>",
        Paragraph paragraph => $"<p>{Encode(paragraph.Text)}</p>",
        ListBlock list => $"<ul style=\"list-style:none;padding-left:1rem\">{string.Concat(list.Items.Select(i => $"<li>{Encode($"{i.Label} {i.Text}")}</li>"))}</ul>",
        _ => throw new LetterTemplateException($"A mail template holds a {block.GetType().Name}; mails have headings, paragraphs and lists only."),
    };

    /// <summary>A paragraph that is an address of the web and nothing else.</summary>
    private static bool IsAddress(string text) => text.StartsWith("https://", StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace);

    private static string Encode(string text) => Encoder.Encode(text);
}
