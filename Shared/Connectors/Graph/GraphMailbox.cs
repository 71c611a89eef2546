using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Graph;

/// <summary>
/// A mailbox in Exchange Online. The delta list of the inbox is the truth; notifications only say "look". A page's position is kept once all of
/// its mails were completed, so that a crash repeats the page; when a mail of a look was not completed, the next look begins with the whole
/// inbox, which holds only what is not done: completed mail is moved to the folder of processed mail.
/// </summary>
public sealed class GraphMailbox : IMailbox, IDisposable
{
    /// <summary>Written by the webhook before it answers; gone when a look came to its end.</summary>
    internal const string LookMark = "graph:look";

    private const string Position = "graph:delta";

    private readonly GraphClient _client;
    private readonly IMailboxMemory _memory;
    private readonly GraphFolders _folders;
    private readonly GraphPages _pages;
    private readonly GraphMessages _messages;
    private readonly ConcurrentDictionary<string, bool> _completed = new(StringComparer.Ordinal);
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ITimer _poll;

    public GraphMailbox(GraphClient client, IMailboxMemory memory, TimeProvider time)
    {
        _client = client;
        _memory = memory;
        _folders = new GraphFolders(client);
        _pages = new GraphPages(client, time);
        _messages = new GraphMessages(client);
        _poll = time.CreateTimer(_ => Signal(), null, client.Options.PollInterval, client.Options.PollInterval);
    }

    private Uri Beginning => new($"{_folders.InboxMessages}/delta?{GraphPages.Fields}");

    public async IAsyncEnumerable<MailboxItem> UnclaimedAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _completed.Clear();
        var look = await _memory.ReadAsync(LookMark, cancellationToken);
        var kept = await _memory.ReadAsync(Position, cancellationToken);
        var link = kept is null ? Beginning : new Uri(kept);
        for (var isComplete = true; ;)
        {
            var page = await PageAsync(link, cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item;
                isComplete &= item.IsGone || _completed.ContainsKey(item.Id);
            }

            var next = page.Next ?? page.Delta ?? throw new MailboxUnavailableException("Microsoft Graph ended a delta list without a link to go on from.");
            await KeepAsync(isComplete ? next : null, isLast: page.Next is null, cancellationToken);
            if (page.Next is null)
            {
                await (look is null ? Task.CompletedTask : _memory.ForgetAsync(LookMark, look, cancellationToken));
                yield break;
            }

            link = next;
        }
    }

    public async Task<Stream?> OpenAsync(MailboxItem item, CancellationToken cancellationToken = default) =>
        await ReadAsync(item, cancellationToken) is { } bytes ? new MemoryStream(bytes.ToArray(), writable: false) : null;

    public async Task<ReadOnlyMemory<byte>?> ReadAsync(MailboxItem item, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _messages.ReadAsync(item.Id, cancellationToken) is { } bytes ? (ReadOnlyMemory<byte>?)bytes : null;
        }
        catch (GraphProblem problem)
        {
            throw new TransientMailException(problem.Message, problem);
        }
    }

    public async Task<MailMessage?> ReadHeadersAsync(MailboxItem item, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _messages.ReadHeadersAsync(item.Id, cancellationToken) is { } bytes ? MimeReader.ReadHeaders(bytes) : null;
        }
        catch (GraphProblem problem)
        {
            throw new TransientMailException(problem.Message, problem);
        }
    }

    public async Task<ReadOnlyMemory<byte>?> ReadStartAsync(MailboxItem item, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _messages.ReadLetterAsync(item.Id, cancellationToken) is { } bytes ? (ReadOnlyMemory<byte>?)bytes : null;
        }
        catch (GraphProblem problem)
        {
            throw new TransientMailException(problem.Message, problem);
        }
    }

    public async Task CompleteAsync(MailboxItem item, CancellationToken cancellationToken = default)
    {
        try
        {
            var target = new JsonObject { ["destinationId"] = await _folders.ProcessedAsync(cancellationToken) };
            await _client.JsonAsync(HttpMethod.Post, _messages.Address(item.Id, "/move"), "the move of a message", target, cancellationToken);
        }
        catch (GraphProblem problem)
        {
            // 404 says that the mail is gone, which is as good as moved, or that the folder is: that one is made anew with the next try.
            _folders.Forget();
            if (problem.Status != HttpStatusCode.NotFound || await ReadHeadersAsync(item, cancellationToken) is not null)
            {
                throw new TransientMailException(problem.Message, problem);
            }
        }

        _completed[item.Id] = true;
    }

    public async Task WaitForNewAsync(CancellationToken cancellationToken = default) => await _signal.Reader.ReadAsync(cancellationToken);

    public Task<bool> DestroyAsync(string id, CancellationToken cancellationToken = default) => _messages.DestroyAsync(id, cancellationToken);

    public async IAsyncEnumerable<MailboxEntry> InventoryAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in _pages.AllAsync(new Uri($"{_folders.InboxMessages}?{GraphPages.Fields}"), cancellationToken))
        {
            yield return new MailboxEntry(item, IsCompleted: false);
        }

        var processed = _folders.Messages(await ProcessedAsync(cancellationToken));
        await foreach (var item in _pages.AllAsync(new Uri($"{processed}?{GraphPages.Fields}"), cancellationToken))
        {
            yield return new MailboxEntry(item, IsCompleted: true);
        }
    }

    public async Task LookFromTheBeginningAsync(CancellationToken cancellationToken = default)
    {
        await ForgetPositionAsync(cancellationToken);
        Signal();
    }

    /// <summary>Asks for a look now.</summary>
    public void Signal() => _signal.Writer.TryWrite(true);

    public void Dispose() => _poll.Dispose();

    /// <summary>A position that Graph has forgotten (410) is given up: the list then begins anew with everything in the inbox.</summary>
    private async Task<GraphPage> PageAsync(Uri link, CancellationToken cancellation)
    {
        try
        {
            return await _pages.ReadAsync(link, cancellation);
        }
        catch (GraphProblem problem) when (problem.Status == HttpStatusCode.Gone)
        {
            await ForgetPositionAsync(cancellation);
            return await _pages.ReadAsync(Beginning, cancellation);
        }
    }

    private async Task<string> ProcessedAsync(CancellationToken cancellation)
    {
        try
        {
            return await _folders.ProcessedAsync(cancellation);
        }
        catch (GraphProblem problem)
        {
            throw new MailboxUnavailableException(problem.Message, problem);
        }
    }

    private async Task KeepAsync(Uri? next, bool isLast, CancellationToken cancellation)
    {
        if (next is not null)
        {
            await _memory.WriteAsync(Position, next.AbsoluteUri, cancellation);
        }
        else if (isLast)
        {
            await ForgetPositionAsync(cancellation);
        }
    }

    private async Task ForgetPositionAsync(CancellationToken cancellation)
    {
        if (await _memory.ReadAsync(Position, cancellation) is { } kept)
        {
            await _memory.ForgetAsync(Position, kept, cancellation);
        }
    }
}
