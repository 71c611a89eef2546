using SocialWorkflows.Casework.Capacity;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Casework.Retention;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Connectors;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Connectors.Contract;

/// <summary>One implementation of all stores, empty, with what the suite may do to it.</summary>
internal abstract class StoreHouse : IAsyncDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public SimulatedTime Time { get; } = new(DemoFolder.Beginning);

    public CaseIndexKeys Keys { get; } = new(
        code => PersonKeys.LookupKey(PersonalCode.TryParse(code, out var parsed) ? parsed : throw new FormatException(), Key), c => $"t{c.CaseId}", a => SenderKeys.Of(a, new SecretKeys(Key, Key)));

    public abstract ICaseJournal Journal { get; }

    public abstract ICaseBoard Board { get; }

    public abstract ICapacityLedger Capacity { get; }

    public abstract IIntakeLedger Intake { get; }

    public abstract ISendLedger Sends { get; }

    public abstract IPersonTasks Tasks { get; }

    public abstract IRecordBooks Books { get; }

    public abstract ILooks Looks { get; }

    public abstract ITeamsDoor Teams { get; }

    public abstract IMailboxMemory Memory { get; }

    public abstract IDocumentStore Documents { get; }

    public abstract IJournalVerifier Verifier { get; }

    public abstract IBoardRebuild Rebuild { get; }

    public abstract IStoreCheck Check { get; }

    public abstract ICaseShredder Shredder { get; }

    public abstract IRetentionLedger Retention { get; }

    public abstract IAnchorStore Anchors { get; }

    /// <summary>The same stores as another process would open them.</summary>
    public abstract Task<StoreHouse> AgainAsync();

    /// <summary>Replaces what is stored under a document's id behind the store's back.</summary>
    public abstract Task ChangeDocumentAsync(string id, byte[] content);

    /// <summary>Empties what lists and look-ups read, as a lost table would be.</summary>
    public abstract Task LoseBoardAsync();

    /// <summary>Writes the bodies of a case in the open, as versions before the keys did, with hashes that fit.</summary>
    public abstract Task WriteInTheOpenAsync(CaseRef reference);

    /// <summary>Changes the stored body of an entry behind the store's back.</summary>
    public abstract Task ChangeEntryAsync(CaseRef reference, long version);

    /// <summary>Changes what the board shows of the case behind the store's back.</summary>
    public abstract Task ChangeBoardAsync(CaseRef reference);

    /// <summary>Takes from the board whom the restricted case lets in, as it was before rows told it.</summary>
    public abstract Task ForgetReadersAsync(CaseRef reference);

    /// <summary>Writes the link of one entry anew behind the store's back.</summary>
    public abstract Task ChangeLinkAsync(CaseRef reference);

    /// <summary>Takes one look away behind the store's back.</summary>
    public abstract Task LoseLookAsync(string subjectId, long number);

    /// <summary>Everything that is stored, as text: for looking for what must not be there.</summary>
    public abstract Task<string> DumpAsync();

    public Task<AppendResult> AppendAsync(string key, params CaseEvent[] facts) => AppendAsync(TestCases.Reference, key, facts);

    public Task<AppendResult> AppendAsync(CaseRef reference, string key, params CaseEvent[] facts) =>
        Journal.AppendAsync(new Append { Case = reference, Key = key, Decide = _ => facts, Wakes = true }, CancellationToken.None);

    public async Task<int> PlacesTakenAsync(string facilityId) =>
        (await Capacity.ReadAsync("smiltene", CancellationToken.None)).GetValueOrDefault(facilityId)?.Held ?? 0;

    public async Task<IReadOnlyList<string>> ProblemsAsync() => (await Verifier.VerifyAsync(CancellationToken.None)).Problems;

    public abstract ValueTask DisposeAsync();
}
