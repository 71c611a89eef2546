using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Google.Protobuf;
using SocialWorkflows.DurableTask;
using SocialWorkflows.DurableTask.Worker;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>
/// Work for a worker in another process: turns and activities are queued, handed out, and handed out again to the next worker when
/// the one that had them goes away.
/// </summary>
internal sealed class RemoteWorker
{
    private readonly Channel<WorkItem> _items = Channel.CreateUnbounded<WorkItem>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IMessage>> _awaited = [];
    private readonly ConcurrentDictionary<string, WorkItem> _handedOut = [];
    private int _tokens;

    /// <summary>How many items went to a second worker.</summary>
    public int Redelivered { get; private set; }

    /// <summary>Every item, as it is handed out.</summary>
    public Action<WorkItem> OnHandedOut { get; set; } = _ => { };

    public IOrchestrationSession Session(string instanceId) => new RemoteSession(instanceId, this);

    /// <summary>Registers activities that the remote worker has.</summary>
    public void Register(DurableTaskRegistry registry, params string[] activities)
    {
        foreach (var name in activities)
        {
            registry.AddActivity(name, _ => new RemoteActivity(this));
        }
    }

    public async Task<TAnswer> AskAsync<TAnswer>(WorkItem item)
        where TAnswer : IMessage
    {
        item.CompletionToken = Interlocked.Increment(ref _tokens).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<IMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[item.CompletionToken] = answer;
        await _items.Writer.WriteAsync(item);
        return (TAnswer)await answer.Task;
    }

    /// <summary>An answer that nobody waits for any more is dropped: another worker was faster.</summary>
    public void Answered(string token, IMessage answer)
    {
        _handedOut.TryRemove(token, out _);
        if (_awaited.TryRemove(token, out var waiting))
        {
            waiting.TrySetResult(answer);
        }
    }

    /// <summary>Hands work to one worker until it goes away.</summary>
    public async Task ServeAsync(Func<WorkItem, Task> send, CancellationToken gone)
    {
        foreach (var lost in _handedOut.Values)
        {
            Redelivered++;
            await send(lost);
        }

        await foreach (var item in _items.Reader.ReadAllAsync(gone))
        {
            _handedOut[item.CompletionToken] = item;
            OnHandedOut(item);
            await send(item);
        }
    }
}
