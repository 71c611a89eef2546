using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Messages;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>The card of a message for review as it is now, for one reader; each showing of it is a look.</summary>
internal sealed class MessageCards(IDocumentStore documents, MessageEvidence evidence, ILooks looks, StaffDirectory staff, MunicipalityDirectory municipalities, TeamsOptions options)
{
    private const int LongestSender = 200;

    /// <summary>What the notification says.</summary>
    public static string Summary(IntakeRow row, UiTexts texts) => texts.Format("teams.summary", row.Number, texts["whose.title"]);

    public async Task<AdaptiveCard> OfAsync(IntakeRow row, StaffMember reader, TeamsConversation conversation, CancellationToken cancellation) =>
        row.Disposition == Dispositions.Review
            ? WhoseMessageCard.Build(UiTexts.Of(reader.Language), await QuestionAsync(row, reader, cancellation), Page(row), conversation.UserId)
            : Closed(row, UiTexts.Of(reader.Language));

    public AdaptiveCard Closed(IntakeRow row, UiTexts texts)
    {
        var line = row is { By: { } by, EndedAt: { } at } && row.Disposition != Dispositions.Review
            ? texts.Format("teams.done-by", staff.Find(by)?.Name ?? texts["event.machine"], LocalTime.Text(at, ZoneOf(row)))
            : texts["teams.not-needed"];
        return WhoseMessageCard.Closed(texts, row, line, page: null);
    }

    private async Task<MessageInQuestion> QuestionAsync(IntakeRow row, StaffMember reader, CancellationToken cancellation)
    {
        await looks.WriteAsync(new Look { Municipality = row.Municipality, SubjectId = row.IntakeId, PersonId = reader.Id, Kind = LookKinds.Card }, cancellation);
        var received = LocalTime.Text(row.ReceivedAt, ZoneOf(row));
        if (await MailAsync(row, cancellation) is not { } mail)
        {
            return new MessageInQuestion(row, null, received, null);
        }

        var sender = Masks.In(string.Join(", ", mail.From.Select(a => a.Address)));
        return new MessageInQuestion(row, sender.Length > LongestSender ? sender[..LongestSender] + "…" : sender, received, await evidence.OfAsync(row, mail, reader, cancellation));
    }

    /// <summary>Null where it was never stored, or cannot be read.</summary>
    private async Task<MailMessage?> MailAsync(IntakeRow row, CancellationToken cancellation)
    {
        if (row.Reason == "too-large")
        {
            return null;
        }

        try
        {
            return MimeReader.Read(await documents.GetAsync(row.ContentHash, cancellation));
        }
        catch (MailFormatException)
        {
            return null;
        }
    }

    private string ZoneOf(IntakeRow row) => municipalities.Get(row.Municipality).Pack.Calendar.TimeZone;

    private Uri? Page(IntakeRow row) => options.Workplace is { } page ? new Uri(page, $"review/{Uri.EscapeDataString(row.IntakeId)}") : null;
}
