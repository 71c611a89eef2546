using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>
/// Works through the official e-address: messages go the way of every message, and are confirmed only when they are in the ledger;
/// confirmed notices end the wait for their case, refused ones become a task.
/// </summary>
internal sealed partial class EAddressDesk(
    IEAddressBox box, DoorDesk doors, ICaseJournal journal, OutboxDrain outbox, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time, ILogger<EAddressDesk> logger)
{
    private const string PersonPrefix = "_PRIVATE@";
    private const string Machine = "machine";

    /// <summary>As the counter: an older day of receipt is a mistake, and no term is counted from it.</summary>
    private const int LongestWayInYears = 1;

    /// <summary>One look at every municipality's box; what fails is left and looked at again. Returns how much moved.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var municipality in municipalities.OfPeople)
        {
            moved += await TryAsync(municipality, TakeAllInAsync, cancellation);
            moved += await TryAsync(municipality, ConfirmAllAsync, cancellation);
        }

        return moved;
    }

    /// <summary>What comes in and what goes out do not hold up each other, nor one municipality another.</summary>
    private async Task<int> TryAsync(Municipality municipality, Func<Municipality, CancellationToken, Task<int>> round, CancellationToken cancellation)
    {
        try
        {
            return await round(municipality, cancellation);
        }
        catch (EAddressServiceException problem)
        {
            LogService(municipality.Pack.Id, problem.Message);
            if (problem.Kind == EAddressProblem.Setup)
            {
                await TellAsync(new EAddressTrouble(municipality.Pack.Id, OperationId: null, problem.Code), cancellation);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem, municipality.Pack.Id);
        }

        return 0;
    }

    private async Task<int> TakeAllInAsync(Municipality municipality, CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var item in await box.WaitingAsync(municipality.Pack.Id, cancellation))
        {
            moved += await TryTakeInAsync(item, municipality, cancellation) ? 1 : 0;
        }

        return moved;
    }

    private async Task<int> ConfirmAllAsync(Municipality municipality, CancellationToken cancellation)
    {
        var moved = 0;
        foreach (var confirmation in await box.ConfirmationsAsync(municipality.Pack.Id, cancellation))
        {
            moved += await TryConfirmAsync(confirmation, cancellation) ? 1 : 0;
        }

        foreach (var trouble in await box.TroublesAsync(municipality.Pack.Id, cancellation))
        {
            await TellAsync(trouble, cancellation);
        }

        return moved;
    }

    /// <summary>One confirmation that cannot be written down now never holds up the others.</summary>
    private async Task<bool> TryConfirmAsync(EAddressConfirmation confirmation, CancellationToken cancellation)
    {
        try
        {
            return await ConfirmAsync(confirmation, cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem, confirmation.Municipality);
            return false;
        }
    }

    /// <summary>Once a day for each trouble: the term of a notice does not wait for the service.</summary>
    private async Task TellAsync(EAddressTrouble trouble, CancellationToken cancellation)
    {
        var day = municipalities.Get(trouble.Municipality).Terms.DayOf(time.GetUtcNow());
        var key = string.Create(CultureInfo.InvariantCulture, $"e-address-trouble:{trouble.OperationId ?? trouble.Code}:{day:yyyy-MM-dd}");
        if (trouble.OperationId is not { } operation)
        {
            await RaiseAsync(
                trouble.Municipality, key, null, EAddressTexts.NoConnection(trouble.Code), cancellation);
            return;
        }

        var reference = new CaseRef(trouble.Municipality, operation.Split('-')[0]);
        if (await journal.ReadAsync(reference, cancellation) is { } record)
        {
            await RaiseAsync(
                trouble.Municipality,
                key,
                reference.CaseId,
                EAddressTexts.Trouble(trouble.Code, record.State.Number),
                cancellation);
        }
    }

    /// <summary>One message that cannot be taken in now never holds up the rest; it stays where it is.</summary>
    private async Task<bool> TryTakeInAsync(EAddressItem item, Municipality municipality, CancellationToken cancellation)
    {
        try
        {
            return await TakeInAsync(item, municipality, cancellation);
        }
        catch (Exception problem) when (problem is not (OperationCanceledException or EAddressServiceException { Kind: EAddressProblem.Setup }))
        {
            LogFailed(problem, municipality.Pack.Id);
            return false;
        }
    }

    private async Task<bool> TakeInAsync(EAddressItem item, Municipality municipality, CancellationToken cancellation)
    {
        EAddressMessage message;
        try
        {
            message = await box.ReadAsync(item, cancellation);
        }
        catch (EAddressException damaged)
        {
            LogDamaged(municipality.Pack.Id, damaged.Message);
            await RaiseAsync(
                municipality.Pack.Id, $"e-address-damaged:{HashOf(item.Id)}", null, EAddressTexts.DamagedMessage, cancellation);
            await box.SetAsideAsync(item, cancellation);
            return true;
        }

        var (said, today) = (municipality.Terms.DayOf(message.ReceivedAt), municipality.Terms.DayOf(time.GetUtcNow()));
        var isPossible = said <= today && said >= today.AddYears(-LongestWayInYears);
        var day = isPossible ? said : today;
        var row = await doors.AcceptAsync(
            municipality.Pack.Id,
            TokenOf(message),
            new DoorRecord
            {
                Kind = DoorKinds.EAddress,
                Applicant = ApplicantOf(message),
                SenderAddress = message.From,
                Entry = new DoorEntry { TakenOn = day, CountsFrom = day, Contact = new Contact("e-address", message.From), By = Machine },
            },
            [.. message.Files.Select(f => new DoorFile(f.Name, f.Content))],
            message.Subject,
            message.Text,
            cancellation);
        if (!isPossible)
        {
            await RaiseAsync(
                municipality.Pack.Id,
                $"e-address-received:{row.IntakeId}",
                row.IntakeId,
                EAddressTexts.WrongReceipt(row.Number, said, day),
                cancellation);
        }

        await box.CompleteAsync(item, cancellation);
        LogTaken(row.IntakeId);
        return true;
    }

    /// <summary>What became of a notice is written into its case; true when there was something to write down.</summary>
    private async Task<bool> ConfirmAsync(EAddressConfirmation confirmation, CancellationToken cancellation)
    {
        var reference = new CaseRef(confirmation.Municipality, confirmation.OperationId.Split('-')[0]);
        if (await journal.ReadAsync(reference, cancellation) is not { } record || (record.State.Dispatch?.OperationId != confirmation.OperationId && !IsFormer(record, confirmation)))
        {
            return false;
        }

        if (record.State.Dispatch?.OperationId != confirmation.OperationId)
        {
            await TellLateAsync(record, confirmation, cancellation);
        }
        else if (await IsOfAWrongDayAsync(record, confirmation, cancellation))
        {
            return false;
        }
        else
        {
            await WriteDownAsync(record, confirmation, cancellation);
        }

        await box.CompleteAsync(confirmation, cancellation);
        await outbox.DrainAsync(record.Case, cancellation);
        return true;
    }

    /// <summary>Taken over: the sending the law counts from. Refused: the ladder of the pack says what follows. Not known: a person finds out first.</summary>
    private async Task WriteDownAsync(CaseRecord record, EAddressConfirmation confirmation, CancellationToken cancellation)
    {
        var municipality = municipalities.Get(confirmation.Municipality);
        DateOnly? sentOn = confirmation.SentAt is { } sentAt ? municipality.Terms.DayOf(sentAt) : null;
        if (sentOn is null)
        {
            await RaiseAsync(
                confirmation.Municipality,
                $"e-address-failed:{confirmation.OperationId}{(confirmation.Problem is EAddressProblems.Undelivered ? ":undelivered" : "")}",
                record.Case.CaseId,
                EAddressTexts.NotSent(record.State.Number, confirmation.Problem),
                cancellation);
        }

        if (confirmation.Problem is EAddressProblems.Unknown)
        {
            return;
        }

        await journal.AppendAsync(
            new Append
            {
                Case = record.Case,
                Key = $"{(sentOn is null ? "e-address-refused" : "e-address-sent")}:{confirmation.OperationId}",
                Wakes = true,
                Decide = append => append.State switch
                {
                    { Closed: not null } => [],
                    { Notice: not null } when confirmation.Problem is not EAddressProblems.Undelivered => [],
                    { Dispatch.OperationId: var operation } when operation != confirmation.OperationId => [],
                    { Decision: { } decision, Dispatch: { } dispatch } state when sentOn >= decision.DecidedOn =>
                        NoticeRules.Sent(state, municipality.For(state).Terms, dispatch.Channel, sentOn.Value, $"e-adrese {confirmation.Reference}".Trim(), Machine),
                    { Dispatch: not null } state when sentOn is null =>
                        NoticeRules.Returned(state, municipality.Pack, municipality.For(state).Terms, NoticeCauses.Refused, municipality.Terms.DayOf(append.Now), string.Empty, Machine),
                    _ => [],
                },
            },
            cancellation);
    }

    /// <summary>
    /// Sent before it was decided, or on a day yet to come: the terms do not count from such a day. A person is told, and the confirmation stays where it
    /// is until it is put right, its day has come or the notice is confirmed otherwise.
    /// </summary>
    private async Task<bool> IsOfAWrongDayAsync(CaseRecord record, EAddressConfirmation confirmation, CancellationToken cancellation)
    {
        var terms = municipalities.Get(confirmation.Municipality).Terms;
        var prefix = $"e-address-day:{confirmation.OperationId}:";
        if (confirmation.SentAt is { } sentAt && record.State is { Closed: null, Notice: null, Decision: { } decision } && terms.DayOf(sentAt) is var sentOn
            && (sentOn < decision.DecidedOn || sentOn > terms.DayOf(time.GetUtcNow())))
        {
            await RaiseAsync(
                confirmation.Municipality,
                string.Create(CultureInfo.InvariantCulture, $"{prefix}{sentOn:yyyy-MM-dd}"),
                record.Case.CaseId,
                EAddressTexts.WrongDay(record.State.Number, sentOn, decision.DecidedOn),
                cancellation);
            return true;
        }

        foreach (var task in (await tasks.ListOpenAsync(confirmation.Municipality, cancellation)).Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await tasks.CloseAsync(confirmation.Municipality, task.Key, Machine, "e-address-day-known", cancellation);
        }

        return false;
    }

    /// <summary>The notice had been given another way in the meantime; nobody must find out by chance that it went twice.</summary>
    private async Task TellLateAsync(CaseRecord record, EAddressConfirmation confirmation, CancellationToken cancellation)
    {
        if (confirmation.SentAt is not null)
        {
            await RaiseAsync(
                confirmation.Municipality,
                $"e-address-late:{confirmation.OperationId}",
                record.Case.CaseId,
                EAddressTexts.SentAfterAll(record.State.Number),
                cancellation);
        }
    }

    private static bool IsFormer(CaseRecord record, EAddressConfirmation confirmation) =>
        record.Entries.Any(e => e.Event is NoticeDispatched former && former.OperationId == confirmation.OperationId);

    /// <summary>A person's address carries the personal code; the service vouches for it.</summary>
    private static Applicant? ApplicantOf(EAddressMessage message)
    {
        if (!message.From.StartsWith(PersonPrefix, StringComparison.OrdinalIgnoreCase) || !PersonalCode.TryParse(message.From[PersonPrefix.Length..], out var code))
        {
            return null;
        }

        var names = message.SenderName.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names is [.. var given, var surname] ? new Applicant(string.Join(' ', given), surname, code.Formatted) : new Applicant("", "", code.Formatted);
    }

    /// <summary>A message offered again is the same; another content under its id is another message, and neither is lost.</summary>
    private static string TokenOf(EAddressMessage message)
    {
        var parts = new StringBuilder($"{message.MessageId}\n{message.From}\n{message.Subject}\n{message.Text}");
        foreach (var file in message.Files)
        {
            parts.Append('\n').Append(file.Name).Append('\n').Append(Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)));
        }

        return HashOf(parts.ToString());
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private Task RaiseAsync(string municipality, string key, string? subject, Bilingual text, CancellationToken cancellation) => tasks.RaiseAsync(
        new PersonTask { Key = key, Municipality = municipality, Role = Roles.Registrar, Kind = "e-address", SubjectId = subject, Text = text, RaisedAt = time.GetUtcNow() },
        cancellation);

    [LoggerMessage(LogLevel.Information, "Accepted message {IntakeId} from the e-address.")]
    private partial void LogTaken(string intakeId);

    [LoggerMessage(LogLevel.Error, "A message in the e-address of {Municipality} is damaged: {Why}")]
    private partial void LogDamaged(string municipality, string why);

    [LoggerMessage(LogLevel.Error, "The e-address of {Municipality} cannot be used now: {Why}")]
    private partial void LogService(string municipality, string why);

    [LoggerMessage(LogLevel.Error, "A round of the e-address of {Municipality} failed; what was not taken in stays there.")]
    private partial void LogFailed(Exception problem, string municipality);
}
