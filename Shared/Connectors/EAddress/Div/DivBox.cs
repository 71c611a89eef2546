using System.Collections.Concurrent;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// The official e-address by the state's service. What is sent is laid down (<see cref="DivNotices"/>) before any call is made, so that neither a kill nor
/// a service that is down loses it; a municipality without an account works by the other box.
/// </summary>
public sealed class DivBox : IEAddressBox, IEAddressDirectory, IAsyncDisposable
{
    private static readonly TimeSpan LongWait = TimeSpan.FromMinutes(15);

    private readonly IKeptFiles _kept;
    private readonly IEAddressBox _others;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EAddressServiceException> _troubles = new(StringComparer.Ordinal);

    /// <param name="options">Checked by <see cref="DivOptions.Problem"/>.</param>
    /// <param name="kept">Where notices lie, and what is known of them.</param>
    /// <param name="others">For municipalities without an account.</param>
    /// <param name="time">For everything but the five minutes of a call's signature, which are the machine's.</param>
    /// <param name="limits">What a message of a municipality may carry.</param>
    /// <exception cref="InvalidDataException">A certificate cannot be used.</exception>
    public DivBox(DivOptions options, IKeptFiles kept, IEAddressBox others, TimeProvider time, Func<string, EAddressLimits?>? limits = null)
    {
        _kept = kept;
        _others = others;
        _time = time;
        foreach (var (municipality, settings) in options.Accounts)
        {
            var account = DivAccount.Load(municipality, settings);
            var channel = new DivChannel(options, account);
            var notices = new DivNotices(kept, municipality, limits);
            var queries = new DivQueries(channel);
            _connections[municipality] = new Connection(
                channel,
                notices,
                new DivInbox(account, channel, notices, time),
                new DivOutbox(options, new DivSender(options, account, channel, time), queries, notices, time),
                new DivDirectory(channel, options.StandingLimit));
        }
    }

    public async Task<IReadOnlyList<EAddressItem>> WaitingAsync(string municipality, CancellationToken cancellation) => _connections.TryGetValue(municipality, out var connection)
        ? [.. (await connection.Inbox.WaitingAsync(cancellation)).Select(id => new EAddressItem(municipality, id))]
        : await _others.WaitingAsync(municipality, cancellation);

    public Task<EAddressMessage> ReadAsync(EAddressItem item, CancellationToken cancellation) => _connections.TryGetValue(item.Municipality, out var connection)
        ? connection.Inbox.ReadAsync(item.Id, cancellation)
        : _others.ReadAsync(item, cancellation);

    public Task CompleteAsync(EAddressItem item, CancellationToken cancellation) => _connections.TryGetValue(item.Municipality, out var connection)
        ? connection.Inbox.ConfirmAsync(item.Id, cancellation)
        : _others.CompleteAsync(item, cancellation);

    public Task SetAsideAsync(EAddressItem item, CancellationToken cancellation) => _connections.TryGetValue(item.Municipality, out var connection)
        ? connection.Inbox.SetAsideAsync(item.Id, cancellation)
        : _others.SetAsideAsync(item, cancellation);

    /// <summary>Laid ready durably; the next round sends it.</summary>
    public Task SendAsync(EAddressNotice notice, CancellationToken cancellation) => _connections.TryGetValue(notice.Municipality, out var connection)
        ? connection.Notices.LayAsync(notice, cancellation)
        : _others.SendAsync(notice, cancellation);

    public Task<bool> RecallAsync(string municipality, string operationId, CancellationToken cancellation) => _connections.TryGetValue(municipality, out var connection)
        ? connection.Notices.RecallAsync(operationId, cancellation)
        : _others.RecallAsync(municipality, operationId, cancellation);

    public async Task<IReadOnlyList<EAddressConfirmation>> ConfirmationsAsync(string municipality, CancellationToken cancellation)
    {
        if (!_connections.TryGetValue(municipality, out var connection))
        {
            return await _others.ConfirmationsAsync(municipality, cancellation);
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

        return [.. (await connection.Notices.OpenAsync(cancellation)).Select(standing => ToTell(municipality, standing)).OfType<EAddressConfirmation>()];
    }

    public Task CompleteAsync(EAddressConfirmation confirmation, CancellationToken cancellation) => _connections.TryGetValue(confirmation.Municipality, out var connection)
        ? connection.Notices.CompleteAsync(confirmation.OperationId, sending => Late(confirmation.Municipality, confirmation.OperationId, sending) == confirmation, cancellation)
        : _others.CompleteAsync(confirmation, cancellation);

    public async Task<IReadOnlyList<EAddressTrouble>> TroublesAsync(string municipality, CancellationToken cancellation)
    {
        if (!_connections.TryGetValue(municipality, out var connection))
        {
            return await _others.TroublesAsync(municipality, cancellation);
        }

        List<EAddressTrouble> found = [];
        if (_troubles.TryGetValue(municipality, out var problem) && problem.Kind == EAddressProblem.Setup)
        {
            found.Add(new EAddressTrouble(municipality, OperationId: null, problem.Code));
        }

        var open = await connection.Notices.OpenAsync(cancellation);
        found.AddRange(open.Where(s => s.IsDamaged).Select(s => new EAddressTrouble(municipality, s.Name, EAddressTrouble.Damaged)));
        found.AddRange(open
            .Where(s => !s.IsDamaged && s.Confirmation is null && s.Sending.WaitsSince is { } since && _time.GetUtcNow() - since > LongWait)
            .Select(s => new EAddressTrouble(municipality, s.Name, s.Sending.LastProblem ?? "WAITS")));
        return found;
    }

    public async Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation)
    {
        var gone = await _others.DeleteAsync(which, cancellation);
        foreach (var municipality in await DivNotices.MunicipalitiesAsync(_kept, cancellation))
        {
            gone += await new DivNotices(_kept, municipality, limits: null).DeleteAsync(which, cancellation);
        }

        return gone;
    }

    /// <summary>Municipalities that have no account here, and notices that only the service can bring to an end.</summary>
    public async Task<IReadOnlyList<string>> StrandedAsync(CancellationToken cancellation)
    {
        List<string> stranded = [];
        foreach (var municipality in (await DivNotices.MunicipalitiesAsync(_kept, cancellation)).Where(m => !_connections.ContainsKey(m)))
        {
            if ((await new DivNotices(_kept, municipality, limits: null).OpenAsync(cancellation)).Any(s => s.IsUnfinished))
            {
                stranded.Add(municipality);
            }
        }

        return stranded;
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

    /// <summary>What a person or the case does not know yet; null when nothing.</summary>
    private static EAddressConfirmation? ToTell(string municipality, DivStanding standing) => standing switch
    {
        { IsTold: false, Confirmation: { } said } => new(municipality, standing.Name, said.Problem is null ? said.SentAt : null, said.Reference ?? "", said.Problem),
        { IsTold: true } => Late(municipality, standing.Name, standing.Sending),
        _ => null,
    };

    /// <summary>What the service said after the case had its confirmation; null when nothing that is not told. That it was sent is told before what became of it then.</summary>
    private static EAddressConfirmation? Late(string municipality, string name, DivSending sending) => sending is { LateProblem: null, LateSentAt: null }
        ? null
        : new(municipality, name, sending.LateSentAt, sending.MessageId ?? "", sending.LateSentAt is null ? sending.LateProblem : null);

    private sealed record Connection(DivChannel Channel, DivNotices Notices, DivInbox Inbox, DivOutbox Outbox, DivDirectory Directory);
}
