using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Resident;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Sends the neutral status lines. They carry a number and where to look, never the service, the outcome or a name.
/// </summary>
internal sealed class StatusMailDesk(CaseDesk desk, SendDesk sends, IPersonTasks tasks, SafeMail safe, ResidentLinks links, SecretKeys keys, TimeProvider time)
{
    private readonly CaseTurns _turns = new();

    /// <summary>Sends the line of this kind for the case's present round once, with whatever else is to be told now, and journals that it left.</summary>
    public async Task<CaseRecord> SendAsync(CaseInput input, string kind, CancellationToken cancellation)
    {
        // The calendar is looked after beside the orchestration: both must not tell the same.
        using var turn = await _turns.TakeAsync(input.Reference, cancellation);
        var record = await desk.ReadAsync(input, cancellation);
        // Nobody applied: the first the person gets of this number is the letter itself. One that came back is told of: its dates no longer hold.
        if (record.State.IsDiscontinuance && kind != StatusMails.DecisionResent)
        {
            return record;
        }

        if (record.State is not { Number: { } number, Received: { } received } || StatusLines.Of(record.State, kind) is not { } line)
        {
            return record;
        }

        if (received.ReplyTo.Length == 0)
        {
            // Who stood at the counter was given the number there.
            if (kind == StatusMails.Receipt && received.Channel == "counter")
            {
                return record;
            }

            await TellNoAddressAsync(input, number, cancellation);
            return record;
        }

        (record, var lines) = await JoinAsync(input, record, line, cancellation);
        var municipality = desk.Of(input.Reference);
        var mode = await safe.ModeOfAsync(record, cancellation);
        var neutral = mode == SafeModes.Neutral ? municipality.Pack.ResidentMail?.Neutral : null;
        if (mode != SafeModes.Off && neutral is null)
        {
            foreach (var unsafeLine in lines)
            {
                await safe.TellAsync(input.Reference, number, unsafeLine.Kind, unsafeLine.Round, cancellation);
            }

            return record;
        }

        var state = record.State;
        var order = new SendOrder(input.Municipality, input.CaseId, lines[0].Kind, lines[0].Round, (operationId, messageId) => neutral is null
            ? Usual(input, state, municipality, lines, operationId, messageId)
            : safe.Neutral(municipality, state, neutral, operationId, messageId));
        if (!await sends.SendOnceAsync(order, neutral is null ? DomainOf(municipality.Pack) : SafeMail.DomainOf(neutral), cancellation))
        {
            return record;
        }

        foreach (var told in lines)
        {
            record = await desk.AppendAsync(input, StatusLines.Key(told), _ => [new StatusMailSent(told.Kind, order.OperationId)], cancellation);
        }

        return record;
    }

    /// <summary>
    /// The lines of one e-mail, the leading one first. What is joined is journalled before anything is sent, so that a repeat after a crash, from
    /// whichever of them, sends the same e-mail under the same operation.
    /// </summary>
    private async Task<(CaseRecord Record, IReadOnlyList<StatusLine> Lines)> JoinAsync(CaseInput input, CaseRecord record, StatusLine line, CancellationToken cancellation)
    {
        if (Known(record.State, line) is { } known)
        {
            return (record, known);
        }

        var told = record.Entries.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);
        List<StatusLine> also = [];
        foreach (var other in told.Contains(StatusLines.Key(line)) ? [] : StatusLines.Beside(record.State, line))
        {
            if (!told.Contains(StatusLines.Key(other)) && Known(record.State, other) is null && !await sends.IsKnownAsync(IdOf(input, other), cancellation))
            {
                also.Add(other);
            }
        }

        if (also.Count == 0 || await sends.IsKnownAsync(IdOf(input, line), cancellation))
        {
            return (record, [line]);
        }

        record = await desk.AppendAsync(input, $"mails-joined:{line.Kind}:{line.Round}", append => Known(append.State, line) is null ? [new StatusMailsJoined(line, also)] : [], cancellation);
        return (record, Known(record.State, line) ?? [line]);
    }

    private static IReadOnlyList<StatusLine>? Known(CaseState state, StatusLine line) =>
        state.JoinedMails?.FirstOrDefault(j => j.Lead == line || j.Also.Contains(line)) is { } joined ? [joined.Lead, .. joined.Also] : null;

    private static string IdOf(CaseInput input, StatusLine line) => SendOrder.IdOf(input.Municipality, input.CaseId, line.Kind, line.Round);

    private OutgoingMail Usual(CaseInput input, CaseState state, Municipality municipality, IReadOnlyList<StatusLine> lines, string operationId, string messageId)
    {
        var received = state.Received!;
        var mail = StatusMail.Compose(
            municipality.Templates,
            [.. lines.Select(l => l.Kind is StatusMails.TermMoved && StatusLines.MovesTheirOwn(state) ? StatusMailKind.OwnTermMoved : KindOf(l.Kind))],
            new StatusMailData
            {
                Number = state.Number!,
                Institution = municipality.Pack.Institution,
                Channel = ChannelOf(municipality.Pack, state),
                Link = lines.Any(l => LeadsToThePage(l.Kind)) ? links.Of(municipality.Pack, input.Reference, state, operationId) : null,
            });
        return new OutgoingMail
        {
            OperationId = operationId,
            From = From(municipality.Pack),
            To = [new MailAddress(null, received.ReplyTo)],
            ReplyTo = new MailAddress(null, CaseAddress.Create(municipality.Pack.Institution.Email, input.CaseId, keys.Address)),
            Subject = mail.Subject,
            Text = mail.Text,
            Html = mail.Html,
            MessageId = messageId,
            InReplyTo = received.MessageId.Length == 0 ? null : received.MessageId,
            References = received.MessageId.Length == 0 ? [] : [received.MessageId],
            AutoSubmitted = "auto-generated",
            Date = time.GetUtcNow(),
        };
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
            Text = new(
                $"Lietā {number} nav e-pasta adreses, uz kuru atbildēt. Informējiet iesniedzēju citādi.",
                $"Case {number} has no e-mail address to answer to. Tell the applicant in another way."),
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
        StatusMails.ContactAsked => StatusMailKind.ContactAsked,
        StatusMails.DecisionResent => StatusMailKind.DecisionResent,
        StatusMails.Unsigned => StatusMailKind.NotSigned,
        StatusMails.InvalidSignature => StatusMailKind.InvalidSignature,
        StatusMails.SignatureChecking => StatusMailKind.SignatureChecking,
        StatusMails.MessageReceived => StatusMailKind.MessageReceived,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no status e-mail of this kind."),
    };

    private static NoticeChannelRule? ChannelOf(MunicipalityPack pack, CaseState state)
    {
        var channel = state.Notice?.Channel ?? state.Dispatch?.Channel ?? state.Contact?.Channel;
        return pack.Channels.FirstOrDefault(c => c.Id == channel);
    }
}
