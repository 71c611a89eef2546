using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>
/// Does what a case's journal asks for outside of the case: opens the sibling cases it names and raises the tasks its facts
/// call for. Each has its key, so that doing it again changes nothing; it is done before the outbox mark is cleared.
/// </summary>
internal sealed class CaseFollowUps(ICaseJournal journal, IPersonTasks tasks, MunicipalityDirectory municipalities, NoticeSecondLook secondLook, TimeProvider time)
{
    /// <summary>Returns how many cases were opened just now.</summary>
    public async Task<int> DoAsync(CaseRef reference, CancellationToken cancellation)
    {
        if (await journal.ReadAsync(reference, cancellation) is not { } record)
        {
            return 0;
        }

        await TellAsync(record, cancellation);
        await secondLook.TakeAsync(record, cancellation);
        var opened = 0;
        foreach (var sibling in record.State.Siblings ?? [])
        {
            opened += await OpenAsync(record, sibling, cancellation) ? 1 : 0;
        }

        return opened;
    }

    public async Task TellAsync(CaseRecord record, CancellationToken cancellation)
    {
        foreach (var task in CaseTasks.Of(record, municipalities.Get(record.Case.Municipality).For(record.State).Pack, time.GetUtcNow()))
        {
            await tasks.RaiseAsync(task, cancellation);
        }

        foreach (var (key, by, note) in CaseTasks.Settled(record))
        {
            await tasks.CloseAsync(record.Case.Municipality, key, by, note, cancellation);
        }
    }

    /// <summary>One that was destroyed at the end of its retention was opened long ago.</summary>
    private async Task<bool> OpenAsync(CaseRecord former, SiblingCase sibling, CancellationToken cancellation)
    {
        try
        {
            return await AppendAsync(former, sibling, cancellation);
        }
        catch (CaseDestroyedException)
        {
            return false;
        }
    }

    private async Task<bool> AppendAsync(CaseRecord former, SiblingCase sibling, CancellationToken cancellation)
    {
        var result = await journal.AppendAsync(
            new Append
            {
                Case = new CaseRef(former.Case.Municipality, sibling.CaseId),
                Key = "received",
                Wakes = true,
                Decide = append => [SiblingOpening.Of(former.State, former.Case.CaseId, sibling, append.Now)],
            },
            cancellation);
        return !result.Repeated;
    }
}
