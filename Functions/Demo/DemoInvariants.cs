using System.Text;
using System.Text.Json;
using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.DurableTask.Client;
using SocialWorkflows.Functions.Capacity;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace;

namespace SocialWorkflows.Functions.Demo;

/// <summary>The design's invariants I1–I11 held against what the demo left behind.</summary>
internal sealed class DemoInvariants(IServiceProvider services, DemoFolder folder)
{
    private static readonly string[] Ends = [Dispositions.NewCase, Dispositions.ExistingCase, Dispositions.AnsweredRefusal, Dispositions.Settled, Dispositions.Review, Dispositions.Machine];

    public async Task<IReadOnlyList<DemoInvariant>> CheckAsync(DemoEvidence evidence, CancellationToken cancellation) =>
    [
        CountInCountOut(evidence),
        NothingTwiceNothingLost(evidence),
        NoticeBeforeClosing(evidence),
        await FourEyesAsync(evidence, cancellation),
        OneDate(evidence),
        OnlyCleanFiles(evidence),
        NoPersonalData(evidence),
        await IsolationAsync(evidence, cancellation),
        RulesOfTheDay(evidence),
        await NothingRepeatedAsync(evidence, cancellation),
        await StateIsTheJournalAsync(cancellation),
    ];

    private static DemoInvariant CountInCountOut(DemoEvidence evidence)
    {
        var invariant = new DemoInvariant("I1");
        invariant.Check(evidence.MailboxFiles == evidence.Intake.Count, $"{evidence.MailboxFiles} messages in the mailbox, {evidence.Intake.Count} in the ledger");
        foreach (var row in evidence.Intake)
        {
            invariant.Check(Ends.Contains(row.Disposition), $"message {row.IntakeId} is {row.Disposition}");
            invariant.Check(
                row.Disposition is not (Dispositions.NewCase or Dispositions.ExistingCase) || evidence.Cases.Any(c => c.Case.CaseId == row.CaseId),
                $"message {row.IntakeId} names a case that does not exist");
        }

        return invariant;
    }

    private static DemoInvariant NothingTwiceNothingLost(DemoEvidence evidence)
    {
        var invariant = new DemoInvariant("I2");
        foreach (var send in evidence.Sends)
        {
            var copies = evidence.Outbox.Count(m => m.MessageId == send.MessageId);
            invariant.Check(SendStates.HasLeft(send.State) && copies == 1, $"send {send.OperationId} is {send.State} with {copies} mails");
        }

        invariant.Check(evidence.Outbox.Count == evidence.Sends.Count, $"{evidence.Outbox.Count} mails in the outbox, {evidence.Sends.Count} in the ledger");
        var reasons = evidence.Sends.Select(s => (s.Municipality, s.SubjectId, s.Kind)).ToList();
        invariant.Check(reasons.Distinct().Count() == reasons.Count, "two mails for one reason");
        return invariant;
    }

    private static DemoInvariant NoticeBeforeClosing(DemoEvidence evidence)
    {
        var invariant = new DemoInvariant("I3");
        foreach (var record in evidence.Cases)
        {
            var order = record.Entries.Select(e => e.Event).ToList();
            var notice = order.FindLastIndex(e => e is NoticeSent { Evidence.Length: > 0 });
            var back = order.FindLastIndex(e => e is NoticeReturned { Stands: false });
            var close = order.FindIndex(e => e is CaseClosed);
            invariant.Check(close < 0 || (notice >= 0 && back < notice && notice < close), $"case {record.Case.CaseId} closed without confirmed notice");
            if (DemoParts.Of(record.State) is { HasEAddress: true })
            {
                var elsewhere = order.Any(e => e is NoticeDispatched { Channel: not "e-address" } or NoticeSent { Channel: not "e-address" })
                    || evidence.Sends.Any(s => s.SubjectId == record.Case.CaseId && s.Kind == NoticeMailDesk.Kind);
                invariant.Check(!elsewhere, $"case {record.Case.CaseId}: the person's e-address is active, and the decision went another way");
            }
        }

        return invariant;
    }

    private async Task<DemoInvariant> FourEyesAsync(DemoEvidence evidence, CancellationToken cancellation)
    {
        var invariant = new DemoInvariant("I4");
        foreach (var state in evidence.Cases.Select(c => c.State).Where(s => s.Approval is not null))
        {
            var author = state.Withdrawal?.By ?? state.Proposal!.By;
            invariant.Check(author != state.Approval!.By, $"decision {state.Approval.DecisionNumber} has one person as author and approver");
            invariant.Check(
                !Outcomes.IsAdverse(state.Outcome!) || (state.Proposal is { Reason.Length: > 0, Hearing.Length: > 0 } && state.Notice?.ContestTerm is not null),
                $"decision {state.Approval.DecisionNumber} refuses without reason, hearing or contest term");
            invariant.Check(state.Decision is null || await IsSignedPdfAsync(state.Decision, cancellation), $"decision {state.Approval.DecisionNumber} has no signature in its file");
        }

        return invariant;
    }

    private async Task<bool> IsSignedPdfAsync(DecisionSigned decision, CancellationToken cancellation)
    {
        var file = await services.GetRequiredService<IDocumentStore>().GetAsync(decision.FileId, cancellation);
        return Encoding.Latin1.GetString(file).Contains("ETSI.CAdES.detached", StringComparison.Ordinal);
    }

    private DemoInvariant OneDate(DemoEvidence evidence)
    {
        var invariant = new DemoInvariant("I5");
        foreach (var (record, row) in evidence.Cases.Zip(evidence.Rows))
        {
            var state = record.State;
            var (pack, terms, _) = services.GetRequiredService<MunicipalityDirectory>().Get(record.Case.Municipality).For(record.State);
            if (state.DecisionClock is { } clock)
            {
                var counted = terms.Decision(pack.FindService(state.ServiceId!)!, clock.CompleteOn, state.DecisionPauses ?? []);
                invariant.Check(DecisionTerm.Of(state, counted).Due == clock.Term.Due, $"case {record.Case.CaseId}: decision date");
            }

            if (state is { Registration: { } registration, FirstReceivedOn: { } receivedOn })
            {
                var outer = terms.OuterLimit(receivedOn);
                invariant.Check((outer.Due, outer.SafeDue) == (registration.OuterLimit, registration.OuterSafe), $"case {record.Case.CaseId}: outer limit");
            }

            if (state.Notice is { ContestTerm: { } contest } notice)
            {
                invariant.Check(terms.Contest(notice.Channel, notice.SentOn).Due == contest.Due, $"case {record.Case.CaseId}: contest date");
            }

            invariant.Check(row.Version == record.Version && (row.Due, row.SafeDue) == (ShownDates.Of(state).Due, ShownDates.Of(state).SafeDue), $"case {record.Case.CaseId}: the board shows another date");
        }

        return invariant;
    }

    private DemoInvariant OnlyCleanFiles(DemoEvidence evidence)
    {
        var invariant = new DemoInvariant("I6");
        var known = folder.ReadKnownFiles();
        foreach (var file in evidence.Cases.SelectMany(c => c.State.Files))
        {
            invariant.Check(file.Scanner.Length > 0 && known.Contains(file.FileId), $"file {file.FileId} reached a case without a clean verdict");
        }

        return invariant;
    }

    /// <summary>Names, codes, addresses and subjects are looked for in the task hub's file, the log, and every id.</summary>
    private DemoInvariant NoPersonalData(DemoEvidence evidence)
    {
        var invariant = new DemoInvariant("I7");
        var data = services.GetRequiredService<DataFolder>();
        var haystacks = new List<(string Name, string Text)> { ("log", Read(folder.Log)) };
        haystacks.AddRange(Directory.GetFiles(data.Root, "hub.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Select(f => (Path.GetFileName(f), Read(f))));
        haystacks.Add(("ids", string.Join('\n', evidence.Cases.Select(c => c.Case.ToString()).Concat(evidence.Sends.Select(s => $"{s.OperationId} {s.MessageId}")))));
        haystacks.AddRange(evidence.Outbox.Select(m => ($"mail {m.MessageId}", $"{m.Subject}\n{m.TextBody}\n{m.HtmlBody}")));
        foreach (var (word, (name, text)) in DemoParts.All.SelectMany(Words).SelectMany(Spellings).Distinct().SelectMany(w => haystacks, (w, h) => (w, h)))
        {
            invariant.Check(!text.Contains(word, StringComparison.OrdinalIgnoreCase), $"personal data in {name}");
        }

        return invariant;
    }

    private static IEnumerable<string> Words(DemoPart part) =>
    [
        part.Resident.Surname, part.Resident.GivenName, part.Resident.PersonalCode, part.Resident.PersonalCode.Replace("-", string.Empty, StringComparison.Ordinal),
        part.Resident.Address, part.Resident.Email, part.Subject,
    ];

    /// <summary>As written, and as JSON escapes it in histories.</summary>
    private static string[] Spellings(string word) => [word, JsonEncodedText.Encode(word).ToString()];

    private static string Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private async Task<DemoInvariant> IsolationAsync(DemoEvidence evidence, CancellationToken cancellation)
    {
        var invariant = new DemoInvariant("I8");
        var board = services.GetRequiredService<ICaseBoard>();
        var commands = services.GetRequiredService<CommandDesk>();
        foreach (var record in evidence.Cases)
        {
            foreach (var stranger in services.GetRequiredService<StaffDirectory>().People.Where(p => p.Municipality != record.Case.Municipality))
            {
                var seen = await board.ListAsync(stranger.Municipality, null, includeClosed: true, cancellation);
                invariant.Check(seen.All(r => r.Case != record.Case), $"case {record.Case} is listed for {stranger.Municipality}");
                var found = await board.FindByPersonAsync(stranger.Municipality, record.State.Received!.Applicant.PersonalCode, cancellation);
                invariant.Check(!found.Contains(record.Case), $"case {record.Case} is found from {stranger.Municipality}");
                invariant.Check(await IsRefusedAsync(commands, record, stranger, cancellation), $"{stranger.Id} could act on {record.Case}");
            }
        }

        return invariant;
    }

    private static async Task<bool> IsRefusedAsync(CommandDesk commands, CaseRecord record, Casework.People.StaffMember stranger, CancellationToken cancellation)
    {
        try
        {
            var command = new CaseCommand
            {
                Case = record.Case,
                Version = record.Version,
                Round = 1,
                Verb = Verbs.Approve,
                Actor = stranger,
                Data = JsonDocument.Parse("{}").RootElement,
            };
            await commands.HandleAsync(command, cancellation);
            return false;
        }
        catch (CommandRefusedException refused)
        {
            return refused.Code == "not-found";
        }
    }

    private DemoInvariant RulesOfTheDay(DemoEvidence evidence)
    {
        var invariant = new DemoInvariant("I9");
        foreach (var record in evidence.Cases.Where(c => c.State.DecisionClock is not null))
        {
            var pack = services.GetRequiredService<MunicipalityDirectory>().Get(record.Case.Municipality).For(record.State).Pack;
            var counted = record.State.DecisionClock!.Term.Days.Count(d => d.Counted);
            var term = pack.FindService(record.State.ServiceId!)!.DecisionTerm ?? pack.Terms.Decision;
            if (record.State.Extension is { } extension)
            {
                invariant.Check(record.State.DecisionClock.Term.Due >= extension.Until, $"case {record.Case.CaseId} ends before the day it was extended to");
                continue;
            }

            invariant.Check(counted == term.WorkingDays, $"case {record.Case.CaseId} counts {counted} days instead of {term.WorkingDays}");
        }

        return invariant;
    }

    private async Task<DemoInvariant> NothingRepeatedAsync(DemoEvidence evidence, CancellationToken cancellation)
    {
        var invariant = new DemoInvariant("I10");
        foreach (var record in evidence.Cases)
        {
            var decisive = record.Entries.Select(e => e.Event).Where(e => e is ApplicationRegistered or DecisionSigned or NoticeSent or CaseClosed);
            invariant.Check(decisive.GroupBy(e => (e.GetType(), (e as NoticeSent)?.Round)).All(g => g.Count() == 1), $"case {record.Case.CaseId} has a step twice");
        }

        foreach (var municipality in services.GetRequiredService<MunicipalityDirectory>().All)
        {
            foreach (var use in (await services.GetRequiredService<ICapacityLedger>().ReadAsync(municipality.Pack.Id, cancellation)).Values)
            {
                invariant.Check(use.Held <= FacilityList.Of(municipality.Pack).Single(f => f.Id == use.FacilityId).Places, $"{use.FacilityId} has given a place twice");
            }
        }

        var numbers = evidence.Rows.Select(r => (r.Case.Municipality, r.Number)).ToList();
        invariant.Check(numbers.Distinct().Count() == numbers.Count, "a registration number was given twice");
        var marks = await services.GetRequiredService<ICaseJournal>().ReadMarksAsync(cancellation);
        invariant.Check(marks.Count == 0, $"{marks.Count} nudges were never raised");
        await foreach (var instance in services.GetRequiredService<DurableTaskClient>().GetAllInstancesAsync().WithCancellation(cancellation))
        {
            invariant.Check(instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"instance {instance.InstanceId} is {instance.RuntimeStatus}");
        }

        return invariant;
    }

    private async Task<DemoInvariant> StateIsTheJournalAsync(CancellationToken cancellation)
    {
        var invariant = new DemoInvariant("I11");
        var verification = await services.GetRequiredService<IJournalVerifier>().VerifyAsync(cancellation);
        invariant.Check(verification is { Entries: > 0, IsClean: true }, string.Join("; ", verification.Problems));
        return invariant;
    }
}
