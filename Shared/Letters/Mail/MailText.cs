using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Mail;

/// <summary>The plain-text twin. Lines are not wrapped here; the transfer encoding takes care of long ones.</summary>
internal static class MailText
{
    public static string Draw(IEnumerable<LetterBlock> blocks) => string.Join("\n\n", blocks.Select(Block).Where(b => b.Length > 0)) + "\n";

    private static string Block(LetterBlock block) => block switch
    {
        Heading heading => heading.Text,
        Paragraph paragraph => paragraph.Text,
        ListBlock list => string.Join('\n', list.Items.Select(i => $"{i.Label} {i.Text}")),
        _ => throw new LetterTemplateException($"A mail template holds a {block.GetType().Name}; mails have headings, paragraphs and lists only."),
    };
}
