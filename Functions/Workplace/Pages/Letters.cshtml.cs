using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Letters.Specimens;

namespace SocialWorkflows.Functions.Workplace.Pages;

/// <summary>Every letter and status e-mail of the reader's municipality with invented facts: for who answers for the texts.</summary>
[AlsoForOperator]
internal sealed class LettersModel(CurrentStaff current, UiTexts texts) : StaffPage(texts)
{
    public IReadOnlyList<StatusMail> Mails { get; private set; } = [];

    public void OnGet()
    {
        var (pack, _, templates) = current.Municipality;
        var channel = pack.Channels.FirstOrDefault(c => c.Id != "hand");
        Mails = [.. Enum.GetValues<StatusMailKind>().Select(kind => LetterSpecimens.Compose(kind, pack, templates, channel))];
    }
}
