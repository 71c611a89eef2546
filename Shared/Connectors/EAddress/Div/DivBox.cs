using System.Collections.Concurrent;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// The official e-address by the state's service. What is sent is laid into the same folders as without it (<see cref="EAddressFolders"/>) before any
/// call is made, so that neither a kill nor a service that is down loses it; a municipality without an account works by those folders alone.
/// </summary>
public sealed class DivBox : IEAddressBox, IEAddressDirectory, IAsyncDisposable
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(15);

    private readonly EAddressFolders _folders;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EAddressServiceException> _troubles = new(StringComparer.Ordinal);

    /// <param name="options">Checked by <see cref="DivOptions.Problem"/>.</param>
    /// <param name="root">Of the folders.</param>
    /// <param name="time">For everything but the five minutes of a call's signature, which are the machine's.</param>
    /// <param name="limits">What a message of a municipality may carry.</param>
    /// <exception cref="InvalidDataException">A certificate cannot be used.</exception>
    public DivBox(DivOptions options, string root, TimeProvider time, Func<string, EAddressLimits?>? limits = null)
    {
        _folders = new EAddressFolders(root, time, limits);
        _time = time;
        foreach (var (municipality, settings) in options.Accounts)
        {
            var account = DivAccount.Load(municipality, settings);
            var channel = new DivChannel(options, account);
            var memory = new DivSendings(_folders, root, municipality);
            var queries = new DivQueries(channel);
            _connections[municipality] = new Connection(
                channel,
                memory,
                queries,
                new DivInbox(account, channel, memory, time),
                new DivOutbox(options, new DivSender(options, account, channel, time), queries, memory, _folders, municipality, time),
                new DivDirectory(channel, options.StandingLimit));
        }
    }

    public async Task<IReadOnlyList<EAddressItem>> WaitingAsync(string municipality, CancellationToken cancellation) => _connections.TryGetValue(municipality, out var connection)
        ? [.. (await connection.Inbox.WaitingAsync(cancellation)).Select(id => new EAddressItem(municipality, id))]
        : await _folders.WaitingAsync(municipality, cancellation);

    public Task<EAddressMessage> ReadAsync(EAddressItem item, CancellationToken cancellation) => _connections.TryGetValue(item.Municipality, out var connection)
        ? connection.Inbox.ReadAsync(item.Id, cancellation)
        : _folders.ReadAsync(item, cancellation);

    public Task CompleteAsync(EAddressItem item, CancellationToken cancellation) => _connections.TryGetValue(item.Municipality, out var connection)
        ? connection.Inbox.ConfirmAsync(item.Id, cancellation)
        : _folders.CompleteAsync(item, cancellation);

    public Task SetAsideAsync(EAddressItem item, CancellationToken cancellation)
    {
        if (_connections.TryGetValue(item.Municipality, out var connection))
        {
            connection.Inbox.SetAside(item.Id);
            return Task.CompletedTask;
        }

        return _folders.SetAsideAsync(item, cancellation);
    }

    /// <summary>Laid ready durably; the next round sends it.</summary>
    public Task SendAsync(EAddressNotice notice, CancellationToken cancellation) => _folders.SendAsync(notice, cancellation);

    /// <summary>Only what no call was begun for: taken out of the way first, and put back if a call was begun in that very moment.</summary>
    public async Task<bool> RecallAsync(string municipality, string operationId, CancellationToken cancellation)
    {
        if (_connections.TryGetValue(municipality, out var connection) && connection.Memory.Read(operationId).State != DivSendingState.Planned)
        {
            return connection.Memory.Read(operationId).State == DivSendingState.Refused;
        }

        if (!await _folders.RecallAsync(municipality, operationId, cancellation))
        {
            return false;
        }

        if (_folders.RecalledFolderOf(municipality, operationId) is { } folder && DivSendings.WasBegun(folder))
        {
            _folders.TakeBackRecall(municipality, operationId);
            return false;
        }

        return true;
    }

    public async Task<IReadOnlyList<EAddressConfirmation>> ConfirmationsAsync(string municipality, CancellationToken cancellation)
    {
        if (!_connections.TryGetValue(municipality, out var connection))
        {
            return await _folders.ConfirmationsAsync(municipality, cancellation);
        }

        try
        {
            await connection.Outbox.PumpAsync(cancellation);
            _troubles.TryRemove(municipality, out _);
        }
        catch (EAddressServiceException problem)
        {
            // What is confirmed already is told all the same; the trouble is told beside it.
            _troubles[municipality] = problem;
        }

        return [.. await _folders.ConfirmationsAsync(municipality, cancellation), .. connection.Memory.Late().Select(name => Late(municipality, name, connection.Memory.Read(name)))];
    }

    public async Task CompleteAsync(EAddressConfirmation confirmation, CancellationToken cancellation)
    {
        if (_connections.TryGetValue(confirmation.Municipality, out var connection)
            && !_folders.IsOut(confirmation.Municipality, confirmation.OperationId)
            && connection.Memory.FolderOf(confirmation.OperationId) is not null)
        {
            await connection.Memory.SaveAsync(
                confirmation.OperationId, connection.Memory.Read(confirmation.OperationId) with { LateProblem = null, LateSentAt = null }, cancellation);
            return;
        }

        await _folders.CompleteAsync(confirmation, cancellation);
    }

    public Task<IReadOnlyList<EAddressTrouble>> TroublesAsync(string municipality, CancellationToken cancellation)
    {
        List<EAddressTrouble> found = [];
        if (_connections.TryGetValue(municipality, out var connection))
        {
            if (_troubles.TryGetValue(municipality, out var problem) && problem.Kind == EAddressProblem.Setup)
            {
                found.Add(new EAddressTrouble(municipality, OperationId: null, problem.Code));
            }

            found.AddRange(_folders.Unconfirmed(municipality)
                .Where(name => connection.Memory.Read(name) is { WaitsSince: { } since } && _time.GetUtcNow() - since > LongWait)
                .Select(name => new EAddressTrouble(municipality, name, connection.Memory.Read(name).LastProblem ?? "WAITS")));
        }

        return Task.FromResult<IReadOnlyList<EAddressTrouble>>(found);
    }

    public Task<EAddressStanding> StandingAsync(string municipality, string personalCode, CancellationToken cancellation)
    {
        var digits = string.Concat(personalCode.Where(char.IsAsciiDigit));
        return _connections.TryGetValue(municipality, out var connection) && digits.Length == 11
            ? connection.Directory.StandingAsync(digits, cancellation)
            : Task.FromResult(EAddressStanding.Unknown);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            await connection.Channel.DisposeAsync();
        }
    }

    private static EAddressConfirmation Late(string municipality, string name, DivSending sending) =>
        new(municipality, name, sending.LateProblem is null ? sending.LateSentAt : null, sending.MessageId ?? "", sending.LateProblem);

    private sealed record Connection(DivChannel Channel, DivSendings Memory, DivQueries Queries, DivInbox Inbox, DivOutbox Outbox, DivDirectory Directory);
}
