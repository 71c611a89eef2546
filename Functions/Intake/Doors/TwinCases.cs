using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>Cases that may be the same application, received at another door; one of them takes the further receipt.</summary>
internal sealed class TwinCases(ICaseBoard board, ICaseJournal journal, IIntakeLedger ledger, MessageFiles files, MunicipalityDirectory municipalities)
{
    /// <summary>Persisted as how the case was found.</summary>
    public const string MatchedBy = "same-application";

    /// <summary>As for its applicant, and the case that the same first contact has become before. Never the case that the message itself has opened.</summary>
    public async Task<IReadOnlyList<CaseRecord>> OfAsync(IntakeRow row, DoorRecord door, string? serviceId, CancellationToken cancellation)
    {
        var found = await OfAsync(row.Municipality, door.Applicant!, serviceId, cancellation);
        if (await OfContactAsync(row.Municipality, door.Entry.FirstContact, cancellation) is { } former && found.All(f => f.Case != former.Case))
        {
            found = [.. found, former];
        }

        return [.. found.Where(f => f.State.Received!.IntakeId != row.IntakeId)];
    }

    private async Task<CaseRecord?> OfContactAsync(string municipality, string? contact, CancellationToken cancellation) =>
        contact is not null
        && await ledger.FindAsync(contact, cancellation) is { CaseId: { } id } row && row.Municipality == municipality
        && await journal.ReadAsync(new CaseRef(municipality, id), cancellation) is { } record && SameApplication.CanTake(record.State)
            ? record
            : null;

    /// <param name="municipality">Only its cases are looked at.</param>
    /// <param name="applicant">A person without a personal code has none: names and documents are not compared.</param>
    /// <param name="serviceId">Null: any.</param>
    /// <param name="cancellation">Stops the look-up.</param>
    /// <returns>The person's cases in which nothing is decided yet, with the same service or none chosen; newest last.</returns>
    public async Task<IReadOnlyList<CaseRecord>> OfAsync(string municipality, Applicant applicant, string? serviceId, CancellationToken cancellation)
    {
        if (applicant.PersonalCode.Length == 0)
        {
            return [];
        }

        List<CaseRecord> found = [];
        foreach (var reference in await board.FindByPersonAsync(municipality, applicant.PersonalCode, cancellation))
        {
            var record = (await journal.ReadAsync(reference, cancellation))!;
            if (SameApplication.CanTake(record.State) && IsSame(record.State.Received!.Applicant, applicant)
                && (serviceId is null || record.State.ServiceId is not { } known || known == serviceId))
            {
                found.Add(record);
            }
        }

        return [.. found.OrderBy(r => r.State.Received!.ReceivedAt)];
    }

    /// <summary>Files and day go into the case; the earlier day wins. False when the case was decided meanwhile.</summary>
    public async Task<bool> JoinAsync(
        CaseRef reference, IntakeRow row, MailMessage mail, IReadOnlyList<InspectedAttachment> attachments, ReceiptMerged receipt, DoorEntry? entry, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(row.Municipality);
        var filed = await FiledAsync(row, mail, attachments, receipt.ReceivedOn, MatchedBy, entry, cancellation);
        var result = await journal.AppendAsync(
            new Append
            {
                Case = reference,
                Key = $"message:{row.IntakeId}",
                Wakes = true,
                Decide = append => SameApplication.CanTake(append.State) ? [filed, Joined(municipality, append.State, receipt)] : [],
            },
            cancellation);
        return result.Entries.Count > 0;
    }

    /// <summary>A message of the same person that names the number of an open case of theirs; null when it does not.</summary>
    public async Task<string?> ReplyAsync(
        string number, IntakeRow row, MailMessage mail, DoorRecord door, IReadOnlyList<InspectedAttachment> attachments, CancellationToken cancellation)
    {
        if (await board.FindByNumberAsync(row.Municipality, number, cancellation) is not { } reference
            || await journal.ReadAsync(reference, cancellation) is not { State: { Closed: null, Received: { } received } } || !IsSame(received.Applicant, door.Applicant!))
        {
            return null;
        }

        var filed = await FiledAsync(row, mail, attachments, door.Entry.CountsFrom, "case-number", door.Entry, cancellation);
        var result = await journal.AppendAsync(
            new Append { Case = reference, Key = $"message:{row.IntakeId}", Wakes = true, Decide = append => append.State.Closed is null ? [filed] : [] }, cancellation);
        return result.Entries.Count > 0 ? reference.CaseId : null;
    }

    private async Task<MessageFiled> FiledAsync(
        IntakeRow row, MailMessage mail, IReadOnlyList<InspectedAttachment> attachments, DateOnly receivedOn, string matchedBy, DoorEntry? entry, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(row.Municipality);
        return new MessageFiled
        {
            IntakeId = row.IntakeId,
            ReceivedAt = row.ReceivedAt,
            ReceivedOn = receivedOn,
            MessageId = row.MessageId,
            MatchedBy = matchedBy,
            Text = LongText.Cut(mail.TextBody),
            Files = await files.StoreAsync(municipality.Pack, attachments, cancellation),
            Entry = entry,
            WithdrawalSuspected = MessageSigns.IsWithdrawal(municipality.Pack, mail.TextBody),
        };
    }

    private static bool IsSame(Applicant one, Applicant other) =>
        PersonalCode.TryParse(one.PersonalCode, out var first) && PersonalCode.TryParse(other.PersonalCode, out var second) && first.Equals(second);

    private static ReceiptMerged Joined(Municipality municipality, CaseState state, ReceiptMerged receipt)
    {
        var rules = municipality.For(state);
        return SameApplication.Join(state, rules.Terms, state.ServiceId is { } id ? rules.Pack.FindService(id) : null, receipt);
    }
}
