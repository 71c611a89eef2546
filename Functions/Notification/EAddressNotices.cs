using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Hands a notice over to the official e-address. A service that does not answer is written down as a hindrance while the term runs on;
/// the next look tries again, and a person may take the second lawful channel meanwhile.
/// </summary>
internal sealed partial class EAddressNotices(
    CaseDesk desk, IDocumentStore documents, IEAddressBox box, IPersonTasks tasks, TimeProvider time, ILogger<EAddressNotices> logger)
{
    public async Task<CaseRecord> HandOverAsync(CaseInput input, CaseRecord record, string operation, CancellationToken cancellation)
    {
        var round = record.State.NoticeRound;
        try
        {
            await box.SendAsync(await NoticeAsync(input, record.State, operation, cancellation), cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogHindered(problem.GetType().Name, operation);
            return record.State.NoticeHindrance is null ? await HinderAsync(input, record, operation, round, cancellation) : record;
        }

        return record.State.NoticeHindrance is { By: NoticeDesk.Machine }
            ? await desk.AppendAsync(
                input,
                $"notice-hindrance-ended:{round}",
                append => append.State is { NoticeHindrance: not null, Notice: null } now && now.NoticeRound == round ? [new NoticeHindranceEnded(round)] : [],
                cancellation)
            : record;
    }

    /// <summary>The former round went this way and goes another now: what has not left must not leave any more.</summary>
    public async Task RecallAsync(CaseInput input, CaseRecord record, string operation, CancellationToken cancellation)
    {
        if (!await box.RecallAsync(input.Municipality, operation, cancellation))
        {
            await tasks.RaiseAsync(
                new PersonTask
                {
                    Key = $"e-address-recall:{operation}",
                    Municipality = input.Municipality,
                    Role = Roles.Registrar,
                    Kind = "e-address",
                    SubjectId = input.CaseId,
                    Text = new(
                        $"Lietā {record.State.Number} e-adrese paziņojumu, iespējams, jau ir nosūtījusi, un to vairs nevar apturēt. Pirms sūtāt citādi, pārbaudiet to e-adreses portālā.",
                        $"In case {record.State.Number} the e-address may have sent the notice already, and it can no longer be stopped. Look into the portal of the e-address before you send it in another way."),
                    RaisedAt = time.GetUtcNow(),
                },
                cancellation);
        }
    }

    private async Task<CaseRecord> HinderAsync(CaseInput input, CaseRecord record, string operation, int round, CancellationToken cancellation)
    {
        var due = record.State.Decision!.NoticeTerm.Due;
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"e-address-down:{operation}",
                Municipality = input.Municipality,
                Role = Roles.Registrar,
                Kind = "e-address",
                SubjectId = input.CaseId,
                Text = new(
                    $"E-adreses sistēma nepieņem lietas {record.State.Number} paziņojumu; mēģinām atkārtoti. Par lēmumu jāinformē līdz {LatvianDate.Dative(due)}. "
                    + "Ja sistēma līdz tam neatsāk darbu, lietā atzīmējiet „e-adreses sistēma nedarbojas” un nosūtiet lēmumu pa pastu.",
                    $"The e-address does not take the notice of case {record.State.Number}; we try again. The person must be told of the decision by {EnglishDate.Text(due)}. "
                    + "If the system does not work again by then, mark in the case that the e-address does not work and send the decision by post."),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
        return await desk.AppendAsync(
            input,
            $"notice-down:{round}",
            append => append.State is { NoticeHindrance: null, Notice: null } now && now.NoticeRound == round ? [new NoticeHindered(round, NoticeCauses.ServiceDown, NoticeDesk.Machine)] : [],
            cancellation);
    }

    private async Task<EAddressNotice> NoticeAsync(CaseInput input, CaseState state, string operation, CancellationToken cancellation)
    {
        var institution = desk.Of(input.Reference).Pack.Institution;
        var decision = state.Decision!;
        return new EAddressNotice(
            input.Municipality,
            operation,
            NoticeAddress.Of(state, "e-address") ?? state.Contact!.Address,
            $"Lēmums Nr. {state.Approval!.DecisionNumber}",
            $"{institution.Name} nosūta Jums lēmumu. Tas ir pielikumā.",
            [new EAddressFile(decision.FileName, await documents.GetAsync(decision.FileId, cancellation))]);
    }

    [LoggerMessage(LogLevel.Warning, "The e-address did not take {Operation}: {Problem}. It is tried again.")]
    private partial void LogHindered(string problem, string operation);
}
