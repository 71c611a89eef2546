using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Sends the neutral status lines. They carry a number and where to look, never the service, the outcome or a name.
/// </summary>
internal sealed class StatusMailDesk(CaseDesk desk, SendDesk sends, IPersonTasks tasks, SafeMail safe, ResidentLinks links, SecretKeys keys, TimeProvider time)
{
    /// <summary>Sends the line of this kind for the case's present round once, and journals that it left.</summary>
    public async Task<CaseRecord> SendAsync(CaseInput input, string kind, CancellationToken cancellation)
    {
        var record = await desk.ReadAsync(input, cancellation);
        var state = record.State;
        if (state.Number is not { } number || !IsDue(state, kind))
        {
            return record;
        }

        if (state.Received!.ReplyTo.Length == 0)
        {
            // Who stood at the counter was given the number there.
            if (kind == StatusMails.Receipt && state.Received.Channel == "counter")
            {
                return record;
            }

            await TellNoAddressAsync(input, number, cancellation);
            return record;
        }

        var municipality = desk.Of(input.Reference);
        var round = kind switch
        {
            // The extension happens once; a request that comes meanwhile must not make its line another one.
            StatusMails.TermExtended => 0,
            StatusMails.TermMoved => state.Recalculations!.Count,
            StatusMails.PlaceOffered => state.Queue?.Round ?? 0,
            StatusMails.DecisionResent => state.NoticeRound,
            _ => state.Request?.Round ?? 0,
        };
        var neutral = state.SafeMode == SafeModes.Neutral ? municipality.Pack.ResidentMail?.Neutral : null;
        if (state.SafeMode != SafeModes.Off && neutral is null)
        {
            await safe.TellAsync(input.Reference, number, kind, round, cancellation);
            return record;
        }

        var order = new SendOrder(input.Municipality, input.CaseId, kind, round, (operationId, messageId) => neutral is null
            ? Usual(operationId, messageId)
            : safe.Neutral(municipality, state, neutral, operationId, messageId));
        return await sends.SendOnceAsync(order, neutral is null ? DomainOf(municipality.Pack) : SafeMail.DomainOf(neutral), cancellation)
            ? await desk.AppendAsync(input, $"mail:{kind}:{round}", _ => [new StatusMailSent(kind, order.OperationId)], cancellation)
            : record;

        OutgoingMail Usual(string operationId, string messageId)
        {
            var mail = StatusMail.Compose(
                municipality.Templates,
                kind is StatusMails.TermMoved && MovesTheirOwn(state) ? StatusMailKind.OwnTermMoved : KindOf(kind),
                new StatusMailData
                {
                    Number = number,
                    Institution = municipality.Pack.Institution,
                    Channel = ChannelOf(municipality.Pack, state),
                    Link = LeadsToThePage(kind) ? links.Of(municipality.Pack, input.Reference, state, operationId) : null,
                });
            return new OutgoingMail
            {
                OperationId = operationId,
                From = From(municipality.Pack),
                To = [new MailAddress(null, state.Received.ReplyTo)],
                ReplyTo = new MailAddress(null, CaseAddress.Create(municipality.Pack.Institution.Email, input.CaseId, keys.Address)),
                Subject = mail.Subject,
                Text = mail.Text,
                Html = mail.Html,
                MessageId = messageId,
                InReplyTo = state.Received.MessageId.Length == 0 ? null : state.Received.MessageId,
                References = state.Received.MessageId.Length == 0 ? [] : [state.Received.MessageId],
                AutoSubmitted = "auto-generated",
                Date = time.GetUtcNow(),
            };
        }
    }

    /// <summary>Mails after which the person may want to look, or has something to hand in.</summary>
    private static bool LeadsToThePage(string kind) => kind is StatusMails.Receipt or StatusMails.DocumentsRequested or StatusMails.DocumentsReminder;

    /// <summary>One task for the case, whatever the resident was to be told.</summary>
    private Task TellNoAddressAsync(CaseInput input, string number, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask
        {
            Key = $"no-address:{input.CaseId}",
            Municipality = input.Municipality,
            Role = Roles.Registrar,
            Kind = "no-address",
            SubjectId = input.CaseId,
            Text = $"Lietā {number} nav e-pasta adreses, uz kuru atbildēt. Informējiet iesniedzēju citādi.",
            RaisedAt = time.GetUtcNow(),
        },
        cancellation);

    public static MailAddress From(MunicipalityPack pack) => new(pack.Institution.Name, pack.Institution.Email);

    public static string DomainOf(MunicipalityPack pack) => pack.Institution.Email[(pack.Institution.Email.IndexOf('@') + 1)..];

    public static StatusMailKind KindOf(string kind) => kind switch
    {
        StatusMails.Receipt => StatusMailKind.Receipt,
        StatusMails.DocumentsRequested => StatusMailKind.DocumentsRequested,
        StatusMails.DocumentsReminder => StatusMailKind.DocumentsReminder,
        StatusMails.TermExtended => StatusMailKind.TermExtended,
        StatusMails.DecisionSent => StatusMailKind.DecisionSent,
        StatusMails.TermMoved => StatusMailKind.TermMoved,
        StatusMails.PlaceOffered => StatusMailKind.PlaceOffered,
        StatusMails.StatusLink => StatusMailKind.StatusLink,
        StatusMails.StatusAnswer => StatusMailKind.StatusAnswer,
        StatusMails.StatusUnknown => StatusMailKind.StatusUnknown,
        StatusMails.ContactCode => StatusMailKind.ContactCode,
        StatusMails.DecisionResent => StatusMailKind.DecisionResent,
        StatusMails.Unsigned => StatusMailKind.NotSigned,
        StatusMails.InvalidSignature => StatusMailKind.InvalidSignature,
        StatusMails.SignatureChecking => StatusMailKind.SignatureChecking,
        StatusMails.MessageReceived => StatusMailKind.MessageReceived,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no status e-mail of this kind."),
    };

    private static bool IsDue(CaseState state, string kind) => kind switch
    {
        StatusMails.DocumentsRequested => state.Request is not null,
        StatusMails.DocumentsReminder => state is { Request: not null, Reminded: true },
        StatusMails.TermExtended => state.Extension is not null,
        StatusMails.DecisionSent => state.Notice is not null,
        StatusMails.TermMoved => state.Recalculations is not null,
        StatusMails.DecisionResent => state is { Notice: not null, NoticeRound: > 1 },
        StatusMails.PlaceOffered => state.Queue?.Offer is not null,
        _ => true,
    };

    /// <summary>What moved last is a day by which the person may do something: "nothing is to be done" would be wrong.</summary>
    private static bool MovesTheirOwn(CaseState state) => state.Recalculations![^1].Changes.Any(c => c.MovesTheDate && PersonsDay.IsOf(c.Clock));

    private static NoticeChannelRule? ChannelOf(MunicipalityPack pack, CaseState state)
    {
        var channel = state.Notice?.Channel ?? state.Contact?.Channel;
        return pack.Channels.FirstOrDefault(c => c.Id == channel);
    }
}
