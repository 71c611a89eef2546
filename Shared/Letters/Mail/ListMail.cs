using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Mail;

/// <summary>The same mail to everybody of a list: it knows no name, and says in easy language the same.</summary>
public static class ListMail
{
    /// <param name="templates">Those of the municipality.</param>
    /// <param name="template">The kind's template.</param>
    /// <param name="institution">Who writes.</param>
    /// <param name="note">Where and when, in the staff's words.</param>
    /// <param name="easyNote">The same where it is easy to read; null: the easy part says where it stands.</param>
    /// <exception cref="LetterTemplateException">A template is missing, wrong, or has no easy part.</exception>
    public static StatusMail Compose(LetterTemplates templates, string template, Institution institution, string note, string? easyNote)
    {
        var values = new LetterData().From(institution).Text("note", note).Text("easyNote", easyNote);
        var part = MailPart.Read(templates, $"lists/{template}", values).WithSubject();
        var subject = ((Heading)part.Official[0]).Text;
        LetterBlock[] blocks = [.. part.Official.Skip(1), .. part.Easy];
        return new StatusMail(subject, MailText.Draw([part.Official[0], .. blocks]), MailHtml.Draw(subject, blocks));
    }
}
