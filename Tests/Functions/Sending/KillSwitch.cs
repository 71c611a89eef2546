using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>The process is dead: nothing it still does has an effect.</summary>
internal sealed class KilledException : Exception;

/// <summary>
/// Kills at the nth of all instants around the calls that leave the process: each call has one before its effect and one after it. From then on
/// every call throws, so that nothing of the dead process reaches store or sender.
/// </summary>
internal sealed class KillSwitch(int at = int.MaxValue)
{
    private int _instants;

    public bool IsDead { get; private set; }

    public ISendLedger Around(ISendLedger inner) => new KilledLedger(this, inner);

    public ICaseJournal Around(ICaseJournal inner) => new KilledJournal(this, inner);

    public IPersonTasks Around(IPersonTasks inner) => new KilledTasks(this, inner);

    public IMailboxMemory Around(IMailboxMemory inner) => new KilledMemory(this, inner);

    public IDocumentStore Around(IDocumentStore inner) => new KilledDocuments(this, inner);

    public IEAddressDirectory Around(IEAddressDirectory inner) => new KilledDirectory(this, inner);

    public IMailSender Around(IMailSender inner) => inner is IDraftSender drafts ? new KilledDrafts(this, drafts) : new KilledSender(this, inner);

    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        Pass();
        var result = await call();
        Pass();
        return result;
    }

    public async Task CallAsync(Func<Task> call) => await CallAsync(async () =>
    {
        await call();
        return true;
    });

    /// <summary>One instant more; also for calls inside a sender.</summary>
    public void Pass()
    {
        IsDead |= Interlocked.Increment(ref _instants) >= at;
        if (IsDead)
        {
            throw new KilledException();
        }
    }

    private sealed class KilledLedger(KillSwitch kill, ISendLedger inner) : ISendLedger
    {
        public Task<SendRow> PlanAsync(SendRow row, CancellationToken cancellation) => kill.CallAsync(() => inner.PlanAsync(row, cancellation));

        public Task<bool> MoveAsync(string operationId, string from, string to, string? detail, CancellationToken cancellation) =>
            kill.CallAsync(() => inner.MoveAsync(operationId, from, to, detail, cancellation));

        public Task<SendRow?> ReplaceAsync(SendRow row, CancellationToken cancellation) => kill.CallAsync(() => inner.ReplaceAsync(row, cancellation));

        public Task<SendRow?> FindAsync(string operationId, CancellationToken cancellation) => kill.CallAsync(() => inner.FindAsync(operationId, cancellation));

        public Task<IReadOnlyList<SendRow>> ListAsync(string municipality, string? state, CancellationToken cancellation) => kill.CallAsync(() => inner.ListAsync(municipality, state, cancellation));

        public Task<IReadOnlyList<SendRow>> DueAsync(DateTimeOffset now, bool planned, int most, CancellationToken cancellation) =>
            kill.CallAsync(() => inner.DueAsync(now, planned, most, cancellation));

        public Task<int> TriedSinceAsync(DateTimeOffset since, CancellationToken cancellation) => kill.CallAsync(() => inner.TriedSinceAsync(since, cancellation));

        public Task ForgetAsync(string municipality, string subjects, CancellationToken cancellation) => kill.CallAsync(() => inner.ForgetAsync(municipality, subjects, cancellation));
    }

    private sealed class KilledJournal(KillSwitch kill, ICaseJournal inner) : ICaseJournal
    {
        public Task<CaseRecord?> ReadAsync(CaseRef reference, CancellationToken cancellation) => kill.CallAsync(() => inner.ReadAsync(reference, cancellation));

        public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) => kill.CallAsync(() => inner.AppendAsync(append, cancellation));

        public Task<IReadOnlyList<OutboxMark>> ReadMarksAsync(CancellationToken cancellation) => kill.CallAsync(() => inner.ReadMarksAsync(cancellation));

        public Task<IReadOnlyList<OutboxMark>> ReadMarksOfAsync(CaseRef reference, CancellationToken cancellation) => kill.CallAsync(() => inner.ReadMarksOfAsync(reference, cancellation));

        public Task ClearMarkAsync(OutboxMark mark, CancellationToken cancellation) => kill.CallAsync(() => inner.ClearMarkAsync(mark, cancellation));
    }

    private sealed class KilledTasks(KillSwitch kill, IPersonTasks inner) : IPersonTasks
    {
        public Task RaiseAsync(PersonTask task, CancellationToken cancellation) => kill.CallAsync(() => inner.RaiseAsync(task, cancellation));

        public Task<IReadOnlyList<PersonTask>> ListOpenAsync(string municipality, CancellationToken cancellation) => kill.CallAsync(() => inner.ListOpenAsync(municipality, cancellation));

        public Task<int> CountOpenAsync(string municipality, CancellationToken cancellation) => kill.CallAsync(() => inner.CountOpenAsync(municipality, cancellation));

        public Task<bool> CloseAsync(string municipality, string key, string by, string note, CancellationToken cancellation) =>
            kill.CallAsync(() => inner.CloseAsync(municipality, key, by, note, cancellation));
    }

    private sealed class KilledMemory(KillSwitch kill, IMailboxMemory inner) : IMailboxMemory
    {
        public Task<string?> ReadAsync(string name, CancellationToken cancellation) => kill.CallAsync(() => inner.ReadAsync(name, cancellation));

        public Task WriteAsync(string name, string value, CancellationToken cancellation) => kill.CallAsync(() => inner.WriteAsync(name, value, cancellation));

        public Task ForgetAsync(string name, string value, CancellationToken cancellation) => kill.CallAsync(() => inner.ForgetAsync(name, value, cancellation));
    }

    private sealed class KilledDocuments(KillSwitch kill, IDocumentStore inner) : IDocumentStore
    {
        public Task<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => kill.CallAsync(() => inner.PutAsync(content, cancellation));

        public Task<byte[]> GetAsync(string fileId, CancellationToken cancellation) => kill.CallAsync(() => inner.GetAsync(fileId, cancellation));

        public Task<bool> DeleteAsync(string fileId, CancellationToken cancellation) => kill.CallAsync(() => inner.DeleteAsync(fileId, cancellation));
    }

    private sealed class KilledDirectory(KillSwitch kill, IEAddressDirectory inner) : IEAddressDirectory
    {
        public Task<EAddressStanding> StandingAsync(string municipality, string personalCode, CancellationToken cancellation) =>
            kill.CallAsync(() => inner.StandingAsync(municipality, personalCode, cancellation));
    }

    private sealed class KilledSender(KillSwitch kill, IMailSender inner) : IMailSender
    {
        public bool IsIdempotent => inner.IsIdempotent;

        public MailDoubt Doubt => inner.Doubt;

        public Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default) => kill.CallAsync(() => inner.SendAsync(mail, cancellationToken));
    }

    private sealed class KilledDrafts(KillSwitch kill, IDraftSender inner) : IDraftSender
    {
        public bool IsIdempotent => inner.IsIdempotent;

        public MailDoubt Doubt => inner.Doubt;

        public Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default) => kill.CallAsync(() => inner.SendAsync(mail, cancellationToken));

        public Task<string> DraftAsync(OutgoingMail mail, CancellationToken cancellationToken = default) => kill.CallAsync(() => inner.DraftAsync(mail, cancellationToken));

        public Task<MailSendResult> SendDraftAsync(string draftId, CancellationToken cancellationToken = default) => kill.CallAsync(() => inner.SendDraftAsync(draftId, cancellationToken));

        public Task<DraftStanding> LookAsync(string draftId, CancellationToken cancellationToken = default) => kill.CallAsync(() => inner.LookAsync(draftId, cancellationToken));

        public Task WithdrawAsync(string draftId, CancellationToken cancellationToken = default) => kill.CallAsync(() => inner.WithdrawAsync(draftId, cancellationToken));

        public Task<bool> DestroyAsync(string draftId, CancellationToken cancellationToken = default) => kill.CallAsync(() => inner.DestroyAsync(draftId, cancellationToken));
    }
}
