using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Housekeeping.Retention;

/// <summary>Proposes what is past its term. It destroys nothing: the head does, when the days for objections are over.</summary>
internal sealed class DestructionList(
    IRetentionLedger list, ICaseBoard board, RetentionLook look, IIntakeLedger intake, SendLists lists, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time)
{
    private const string TaskKind = "destruction-due";
    private const string Machine = "machine";

    /// <returns>How many lines are new.</returns>
    public async Task<int> ProposeAsync(CancellationToken cancellation)
    {
        var proposed = 0;
        foreach (var municipality in municipalities.All)
        {
            var added = await CasesAsync(municipality, cancellation) + await MessagesAsync(municipality, cancellation) + await ListsAsync(municipality, cancellation);
            if (added > 0)
            {
                await TellAsync(municipality, cancellation);
            }

            proposed += added;
        }

        return proposed;
    }

    private async Task<int> CasesAsync(Municipality municipality, CancellationToken cancellation)
    {
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        if (Rule(municipality, RetentionKinds.Case, today) is not { } rule)
        {
            return 0;
        }

        var added = 0;

        // A case is closed after it came in: what came in too late for the term need not be read.
        foreach (var row in (await board.ListAsync(municipality.Pack.Id, null, includeClosed: true, cancellation)).Where(r => r.Closed && rule.EndOf(r.ReceivedOn) <= today))
        {
            if (await look.AtAsync(municipality.Pack.Id, RetentionKinds.Case, row.Case.CaseId, cancellation) is { Term: { MayBeDestroyed: true } term })
            {
                added += await AddAsync(municipality, rule, row.Case.CaseId, row.Number, term, today, cancellation);
            }
        }

        return added;
    }

    private async Task<int> MessagesAsync(Municipality municipality, CancellationToken cancellation)
    {
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        if (Rule(municipality, RetentionKinds.Message, today) is not { } rule)
        {
            return 0;
        }

        var added = 0;
        foreach (var disposition in RetentionTerm.Ended)
        {
            foreach (var row in await intake.ListAsync(municipality.Pack.Id, disposition, cancellation))
            {
                if (RetentionTerm.OfMessage(row, row.EndedAt is { } ended ? municipality.Terms.DayOf(ended) : null, rule, today) is { MayBeDestroyed: true } term)
                {
                    added += await AddAsync(municipality, rule, row.IntakeId, row.Number, term, today, cancellation);
                }
            }
        }

        return added;
    }

    private async Task<int> ListsAsync(Municipality municipality, CancellationToken cancellation)
    {
        var today = municipality.Terms.DayOf(time.GetUtcNow());
        if (Rule(municipality, RetentionKinds.List, today) is not { } rule)
        {
            return 0;
        }

        var added = 0;
        foreach (var people in await lists.ListAsync(municipality.Pack.Id, cancellation))
        {
            if (await look.AtAsync(municipality.Pack.Id, RetentionKinds.List, people.Id, cancellation) is { Term: { MayBeDestroyed: true } term })
            {
                var name = $"{people.KindIn(municipality.Pack)?.Name ?? people.Kind}, {LatvianDate.Numeric(municipality.Terms.DayOf(people.UploadedAt))}";
                added += await AddAsync(municipality, rule, people.Id, name, term, today, cancellation);
            }
        }

        return added;
    }

    /// <summary>What nobody has confirmed destroys nothing.</summary>
    private static RetentionClass? Rule(Municipality municipality, string kind, DateOnly today) => municipality.Pack.Retention?.Find(kind, today) is { Confirmed: true } rule ? rule : null;

    private async Task<int> AddAsync(Municipality municipality, RetentionClass rule, string subject, string? number, RetentionTerm term, DateOnly today, CancellationToken cancellation)
    {
        var proposed = new RetentionRow
        {
            Municipality = municipality.Pack.Id,
            Kind = rule.Id,
            SubjectId = subject,
            Number = number,
            State = RetentionStates.Proposed,
            From = term.From!.Value,
            DueOn = term.DueOn!.Value,
            GraceUntil = today.AddDays(municipality.Pack.Retention!.GraceDays),
            Rule = $"{rule.Years} gadi: {rule.Source}",
            Steps = [new RetentionStep(time.GetUtcNow(), Machine, RetentionStates.Proposed, null)],
        };
        if (await list.AddAsync(proposed, cancellation))
        {
            return 1;
        }

        // A list that is brought again for the same occasion after it was destroyed has the former one's id, and its line.
        return await list.FindAsync(proposed.Municipality, proposed.Kind, subject, cancellation) is { } former
            && (former.State == RetentionStates.Waiting || former is { Kind: RetentionKinds.List, State: RetentionStates.Destroyed })
            && await list.ReplaceAsync(proposed with { Steps = [.. former.Steps, .. proposed.Steps], Version = former.Version }, cancellation) ? 1 : 0;
    }

    private async Task TellAsync(Municipality municipality, CancellationToken cancellation)
    {
        var count = (await list.ListAsync(municipality.Pack.Id, RetentionStates.Proposed, cancellation)).Count;
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"{TaskKind}:{time.GetUtcNow().UtcDateTime:yyyy-MM}",
                Municipality = municipality.Pack.Id,
                Role = Roles.Head,
                Kind = TaskKind,
                Text = new(
                    $"Beidzies glabāšanas termiņš; iznīcināšanas sarakstā jāizskata {count} rindas. Katru apstipriniet vai ierakstiet, kāpēc tā vēl vajadzīga (lapa „Iznīcināšana”). Bez apstiprinājuma neko neiznīcina.",
                    $"A term of keeping has ended; the destruction list has {count} lines to look at. Approve each, or write down why it is still needed (page Destruction). Nothing is destroyed without approval."),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
    }
}
