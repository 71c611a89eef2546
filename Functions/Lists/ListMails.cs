using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Lists;

/// <summary>The mail of a list: the same for everybody, so that it can tell nothing about anybody.</summary>
internal sealed class ListMails(ListResults results, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <exception cref="InvalidOperationException">The pack does not know the kind any more.</exception>
    public StatusMail Compose(SendList list)
    {
        var municipality = municipalities.Get(list.Municipality);
        var kind = list.KindIn(municipality.Pack) ?? throw new InvalidOperationException($"The pack of {list.Municipality} (lists.json) has no kind '{list.Kind}' any more; list {list.Id} waits.");
        return ListMail.Compose(municipality.Templates, kind.Template, municipality.Pack.Institution, list.Note, EasyReasons.Printable(municipality.Pack, list.Note));
    }

    public SendOrder Order(SendList list, ListRow row) => new(list.Municipality, results.SubjectOf(list, row), ListResults.MailKind, 0, (operationId, messageId) =>
    {
        var mail = Compose(list);
        return new OutgoingMail
        {
            OperationId = operationId,
            From = StatusMailDesk.From(municipalities.Get(list.Municipality).Pack),
            To = [new MailAddress(null, row.Email)],
            Subject = mail.Subject,
            Text = mail.Text,
            Html = mail.Html,
            MessageId = messageId,
            AutoSubmitted = "auto-generated",
            Date = time.GetUtcNow(),
        };
    })
    {
        Lane = SendLanes.Bulk,
        IsStale = planned => planned.Text != Compose(list).Text,
    };
}
