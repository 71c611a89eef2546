using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// A municipality's notices to the service and what is known of each, kept where every instance sees them and a restart loses nothing. Under
/// <c>&lt;municipality&gt;/</c>: <c>notices/&lt;operation&gt;/</c> with <c>notice</c>, <c>files/</c>, <c>state/</c>, <c>fate</c>, <c>confirmation</c> and
/// <c>told</c>; <c>open/</c>, the operations a round looks at; <c>messages/</c>, which message of the service is which notice; <c>set-aside/</c>. Files are
/// written once: a new state has the next number. One round writes at a time; only <see cref="RecallAsync"/> may come from elsewhere meanwhile.
/// </summary>
internal sealed class DivNotices(IKeptFiles kept, string municipality, Func<string, EAddressLimits?>? limits)
{
    private const string Begun = "begun";
    private const string Recalled = "recalled";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<DivSendingState>() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Durable when the task completes; one of that operation, recalled or not, is laid down once.</summary>
    public async Task LayAsync(EAddressNotice notice, CancellationToken cancellation)
    {
        var name = notice.OperationId;
        if (await kept.FindAsync(Of(name, "notice"), cancellation) is not null || await FateAsync(name, cancellation) == Recalled)
        {
            return;
        }

        List<KeptFile> files = [];
        foreach (var (given, content) in notice.Files)
        {
            var hash = Hash(content.Span);
            await kept.AddAsync(Of(name, $"files/{hash}"), content, cancellation);
            files.Add(new KeptFile(EAddressLimits.NameFor(given), hash));
        }

        if (limits?.Invoke(municipality)?.Misfits(notice.Files) is { Count: > 0 })
        {
            await SaveAsync(name, await SendingAsync(name, cancellation) with { State = DivSendingState.Refused }, cancellation);
            await ConfirmAsync(name, sentAt: null, reference: null, EAddressLimits.Code, cancellation);
        }

        // Found by the rounds before it is whole: one that is not has no notice yet and is left alone.
        await kept.AddAsync(Open(name), ReadOnlyMemory<byte>.Empty, cancellation);
        await WriteAsync(Of(name, "notice"), new KeptNotice(notice.To, notice.Subject, notice.Text, files), cancellation);
    }

    /// <exception cref="EAddressException">It is not as it was laid down.</exception>
    public async Task<EAddressNotice> ReadAsync(string name, CancellationToken cancellation)
    {
        var notice = await NoticeAsync(name, cancellation) ?? throw new EAddressException("A notice is missing.");
        List<EAddressFile> files = [];
        foreach (var (given, hash) in notice.Files)
        {
            var content = await kept.FindAsync(Of(name, $"files/{hash}"), cancellation);
            files.Add(content is not null && Hash(content) == hash ? new EAddressFile(given, content) : throw new EAddressException("A file of a notice is missing or damaged."));
        }

        return new EAddressNotice(municipality, name, notice.To, notice.Subject, notice.Text, files);
    }

    private async Task<KeptNotice?> NoticeAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync<KeptNotice>(Of(name, "notice"), cancellation);
        }
        catch (JsonException problem)
        {
            throw new EAddressException("A notice is damaged.", problem);
        }
    }

    /// <summary>What a round looks at, in ordinal order.</summary>
    public async Task<IReadOnlyList<DivStanding>> OpenAsync(CancellationToken cancellation)
    {
        var prefix = Open(string.Empty);
        List<DivStanding> open = [];
        foreach (var name in (await kept.NamesAsync(prefix, cancellation)).Select(n => n[prefix.Length..]))
        {
            if (await FindAsync(name, cancellation) is { } standing)
            {
                open.Add(standing);
            }
        }

        return open;
    }

    /// <summary>Null when it was never laid down, or was recalled. One of which something cannot be read is told as such.</summary>
    public async Task<DivStanding?> FindAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await StandingAsync(name, cancellation);
        }
        catch (JsonException)
        {
            return new DivStanding(name, new DivSending(), null, IsTold: false) { IsDamaged = true };
        }
    }

    private async Task<DivStanding?> StandingAsync(string name, CancellationToken cancellation)
    {
        var names = (await kept.NamesAsync(Of(name, string.Empty), cancellation)).ToHashSet(StringComparer.Ordinal);
        return !names.Contains(Of(name, "notice")) || (names.Contains(Of(name, "fate")) && await FateAsync(name, cancellation) == Recalled)
            ? null
            : new DivStanding(
                name,
                await SendingAsync(name, cancellation),
                names.Contains(Of(name, "confirmation")) ? await FindAsync<DivConfirmation>(Of(name, "confirmation"), cancellation) : null,
                names.Contains(Of(name, "told")));
    }

    /// <summary>The newest state; one that a round replaces in this moment is asked for again.</summary>
    public async Task<DivSending> SendingAsync(string name, CancellationToken cancellation)
    {
        while ((await kept.NamesAsync(Of(name, "state/"), cancellation)) is [.., var newest])
        {
            if (await FindAsync<DivSending>(newest, cancellation) is { } sending)
            {
                return sending with { Number = NumberOf(newest) };
            }
        }

        return new DivSending();
    }

    /// <summary>The state after the one that was read, and the former ones go: a kill between leaves the newest.</summary>
    /// <exception cref="DivOvertakenException">Another round wrote since it was read; nothing was changed.</exception>
    public async Task<DivSending> SaveAsync(string name, DivSending sending, CancellationToken cancellation)
    {
        var next = sending with { Number = sending.Number + 1 };
        if (next.IsOpen)
        {
            await kept.AddAsync(Open(name), ReadOnlyMemory<byte>.Empty, cancellation);
        }

        var own = Of(name, string.Create(CultureInfo.InvariantCulture, $"state/{next.Number:D6}"));
        if (!await WriteAsync(own, next, cancellation))
        {
            throw new DivOvertakenException();
        }

        // Another round may have taken this number and gone on: the newest is always there, the number before it is free again.
        var states = await kept.NamesAsync(Of(name, "state/"), cancellation);
        if (states.Count == 0 || states[^1] != own)
        {
            await kept.DeleteAsync(own, cancellation);
            throw new DivOvertakenException();
        }

        foreach (var state in states.SkipLast(1))
        {
            await kept.DeleteAsync(state, cancellation);
        }

        // Whoever told the word before may have taken it from the list in this moment.
        if (next is { LateProblem: not null } or { LateSentAt: not null })
        {
            await kept.AddAsync(Open(name), ReadOnlyMemory<byte>.Empty, cancellation);
        }

        return next;
    }

    /// <summary>Before the call that may send it, and once more when its state says so: false when it was recalled.</summary>
    public async Task<bool> BeginAsync(string name, CancellationToken cancellation) =>
        await FateAsync(name, cancellation) == Begun || await kept.AddAsync(Of(name, "fate"), Encoding.UTF8.GetBytes(Begun), cancellation) || await FateAsync(name, cancellation) == Begun;

    /// <summary>The call was refused at the door: nothing was sent, and it may be recalled again.</summary>
    public Task TakeBackBeginAsync(string name, CancellationToken cancellation) => kept.DeleteAsync(Of(name, "fate"), cancellation);

    /// <summary>Only what no call was begun for, or what the service refused. One that is not laid down yet is recalled, too: a hand-over still on its way lays nothing that is sent.</summary>
    public async Task<bool> RecallAsync(string name, CancellationToken cancellation)
    {
        if ((await SendingAsync(name, cancellation)).State == DivSendingState.Refused)
        {
            return true;
        }

        if (!await kept.AddAsync(Of(name, "fate"), Encoding.UTF8.GetBytes(Recalled), cancellation) && await FateAsync(name, cancellation) != Recalled)
        {
            return false;
        }

        // A round that took its begin back may have taken back that of another, whose call is under way: that one looks at the fate after its state, this at the state after the fate.
        if ((await SendingAsync(name, cancellation)).State is not (DivSendingState.Planned or DivSendingState.Refused))
        {
            await kept.DeleteAsync(Of(name, "fate"), cancellation);
            return false;
        }

        await kept.DeleteAsync(Open(name), cancellation);
        return true;
    }

    /// <summary>What became of it, once.</summary>
    public Task ConfirmAsync(string name, DateTimeOffset? sentAt, string? reference, string? problem, CancellationToken cancellation) =>
        WriteAsync(Of(name, "confirmation"), new DivConfirmation(sentAt, reference, problem), cancellation);

    /// <summary>The confirmation, or what came after it, is written down elsewhere. What was said since stays to be told.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="isTold">Whether what was told is what the state says still, and no newer word.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task CompleteAsync(string name, Func<DivSending, bool> isTold, CancellationToken cancellation)
    {
        var isFirst = await kept.AddAsync(Of(name, "told"), ReadOnlyMemory<byte>.Empty, cancellation);
        var sending = await SendingAsync(name, cancellation);
        if (!isFirst && sending is not { LateProblem: null, LateSentAt: null } && isTold(sending))
        {
            sending = await SaveAsync(name, sending.LateSentAt is null ? sending with { LateProblem = null } : sending with { LateSentAt = null }, cancellation);
        }

        if (!sending.IsOpen)
        {
            await kept.DeleteAsync(Open(name), cancellation);
        }

        // The service may have said more in this moment.
        if (!sending.IsOpen && (await SendingAsync(name, cancellation)).IsOpen)
        {
            await kept.AddAsync(Open(name), ReadOnlyMemory<byte>.Empty, cancellation);
        }
    }

    public Task LinkAsync(string messageId, string name, CancellationToken cancellation) => kept.AddAsync(Message(messageId), Encoding.UTF8.GetBytes(name), cancellation);

    /// <summary>The notice of a message; null when it is none of ours, or not known yet.</summary>
    public async Task<string?> NoticeOfAsync(string messageId, CancellationToken cancellation) =>
        await kept.FindAsync(Message(messageId), cancellation) is { } name ? Encoding.UTF8.GetString(name) : null;

    public Task SetAsideAsync(string messageId, CancellationToken cancellation) => kept.AddAsync(SetAside(messageId), ReadOnlyMemory<byte>.Empty, cancellation);

    public async Task<bool> IsSetAsideAsync(string messageId, CancellationToken cancellation) => await kept.FindAsync(SetAside(messageId), cancellation) is not null;

    /// <returns>How many notices were deleted. Repeatable.</returns>
    public async Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation)
    {
        var prefix = $"{municipality}/notices/";
        var gone = 0;
        foreach (var theirs in (await kept.NamesAsync(prefix, cancellation)).GroupBy(n => n[prefix.Length..].Split('/')[0], StringComparer.Ordinal).Where(g => which(g.Key)).ToList())
        {
            if (await FindAsync(theirs.Key, cancellation) is { Sending.MessageId: { } id })
            {
                await kept.DeleteAsync(Message(id), cancellation);
            }

            await kept.DeleteAsync(Open(theirs.Key), cancellation);

            // Also half of one that a kill left under no name.
            foreach (var file in theirs.Append(Of(theirs.Key, "notice")))
            {
                await kept.DeleteAsync(file, cancellation);
            }

            gone++;
        }

        return gone;
    }

    /// <summary>Municipalities of which anything is kept.</summary>
    public static async Task<IReadOnlyList<string>> MunicipalitiesAsync(IKeptFiles kept, CancellationToken cancellation) =>
        [.. (await kept.NamesAsync(string.Empty, cancellation)).Select(n => n.Split('/')[0]).Distinct(StringComparer.Ordinal)];

    private static int NumberOf(string state) =>
        int.TryParse(state.AsSpan(state.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new JsonException("The name of a state is no number.");

    private async Task<string?> FateAsync(string name, CancellationToken cancellation) =>
        await kept.FindAsync(Of(name, "fate"), cancellation) is { } fate ? Encoding.UTF8.GetString(fate) : null;

    private async Task<T?> FindAsync<T>(string file, CancellationToken cancellation)
        where T : class => await kept.FindAsync(file, cancellation) is { } content
            ? JsonSerializer.Deserialize<T>(content, Json) ?? throw new JsonException("Nothing is written in it.")
            : null;

    private Task<bool> WriteAsync<T>(string file, T content, CancellationToken cancellation) => kept.AddAsync(file, JsonSerializer.SerializeToUtf8Bytes(content, Json), cancellation);

    private string Of(string name, string part) => $"{municipality}/notices/{name}/{part}";

    private string Open(string name) => $"{municipality}/open/{name}";

    private string Message(string messageId) => $"{municipality}/messages/{Hash(Encoding.UTF8.GetBytes(messageId))}";

    private string SetAside(string messageId) => $"{municipality}/set-aside/{Hash(Encoding.UTF8.GetBytes(messageId))}";

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private sealed record KeptNotice(string To, string Subject, string Text, IReadOnlyList<KeptFile> Files);

    private sealed record KeptFile(string Name, string Hash);
}

/// <param name="Name">The operation.</param>
/// <param name="Confirmation">What became of it; null while it is not known.</param>
/// <param name="IsTold">The confirmation was written down elsewhere.</param>
internal sealed record DivStanding(string Name, DivSending Sending, DivConfirmation? Confirmation, bool IsTold)
{
    /// <summary>What is kept of it cannot be read: no round touches it, and a person is told.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>A round still has something to do for it, or to tell of it.</summary>
    public bool IsUnfinished => IsDamaged || !IsTold || Sending is not { LateProblem: null, LateSentAt: null };
}

internal sealed record DivConfirmation(DateTimeOffset? SentAt, string? Reference, string? Problem);
