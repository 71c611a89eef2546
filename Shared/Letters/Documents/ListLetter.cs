using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Letters.Documents;

/// <summary>The words of a list's mail on paper, for who has no e-mail: addressed, the easy ones on a page of their own.</summary>
public static class ListLetter
{
    /// <param name="templates">Those of the municipality.</param>
    /// <param name="template">The kind's template.</param>
    /// <param name="institution">Who writes.</param>
    /// <param name="note">Where and when, in the staff's words.</param>
    /// <param name="easyNote">The same where it is easy to read; null: the easy part says where it stands.</param>
    /// <param name="addressee">To whom.</param>
    /// <param name="date">Of the letter.</param>
    /// <exception cref="LetterTemplateException">A template is missing, wrong, or has no easy part.</exception>
    public static LetterDocument Compose(LetterTemplates templates, string template, Institution institution, string note, string? easyNote, Addressee addressee, DateOnly date)
    {
        var part = MailPart.Read(templates, $"lists/{template}", new LetterData().From(institution).Text("note", note).Text("easyNote", easyNote)).WithSubject();
        var opening = templates.Render("letters/list-opening", new LetterData().From(institution).To(addressee).Date("date", date));
        return new LetterDocument(
            ((Heading)part.Official[0]).Text, "lv-LV", [.. LetterMarkup.Parse(opening), .. part.Official, new PageBreak(EasyLanguage: true), .. part.Easy]);
    }
}
