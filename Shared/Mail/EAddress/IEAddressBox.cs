namespace SocialWorkflows.Mail.EAddress;

/// <summary>A municipality's official electronic address: messages in, lawful notices out, confirmations of both.</summary>
public interface IEAddressBox
{
    /// <summary>Messages that are there in full and not completed yet; one that is still being written is left for the next look.</summary>
    Task<IReadOnlyList<EAddressItem>> WaitingAsync(string municipality, CancellationToken cancellation);

    /// <exception cref="EAddressException">The message is damaged.</exception>
    Task<EAddressMessage> ReadAsync(EAddressItem item, CancellationToken cancellation);

    /// <summary>It is stored durably elsewhere: the sender gets its confirmation, and it is offered no more. A repeat changes nothing.</summary>
    Task CompleteAsync(EAddressItem item, CancellationToken cancellation);

    /// <summary>It cannot be read: put where a person finds it, and offered no more.</summary>
    Task SetAsideAsync(EAddressItem item, CancellationToken cancellation);

    /// <summary>Hands a notice over for sending. The same operation id is handed over once, however often it is asked.</summary>
    Task SendAsync(EAddressNotice notice, CancellationToken cancellation);

    /// <summary>
    /// The notice is to leave another way: it is not sent any more. False when it may have left already; one that was never handed over counts as
    /// recalled. A repeat changes nothing.
    /// </summary>
    Task<bool> RecallAsync(string municipality, string operationId, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>What became of notices handed over: those not completed yet.</summary>
    Task<IReadOnlyList<EAddressConfirmation>> ConfirmationsAsync(string municipality, CancellationToken cancellation);

    /// <summary>The confirmation is written down elsewhere and is offered no more.</summary>
    Task CompleteAsync(EAddressConfirmation confirmation, CancellationToken cancellation);

    /// <summary>Deletes notices, handed over or not, and what is known of them: their cases are destroyed.</summary>
    /// <param name="which">By the operation.</param>
    /// <param name="cancellation">Stops; another call goes on.</param>
    /// <returns>How many were deleted.</returns>
    Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation);

    /// <summary>What a person should know of at the last look: the service refuses us as a whole, or a notice has been waiting for it long.</summary>
    Task<IReadOnlyList<EAddressTrouble>> TroublesAsync(string municipality, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EAddressTrouble>>([]);
}

/// <param name="Municipality">Whose address.</param>
/// <param name="Id">The box's own name for it; never shown or logged.</param>
public sealed record EAddressItem(string Municipality, string Id);

/// <summary>A message from the official electronic address.</summary>
public sealed record EAddressMessage
{
    public required string MessageId { get; init; }

    /// <summary>For example <c>_PRIVATE@</c> with a personal code, or <c>_DEFAULT@</c> with a registration number.</summary>
    public required string From { get; init; }

    /// <summary>As the service names the sender; may be empty.</summary>
    public string SenderName { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Text { get; init; } = "";

    /// <summary>When the service's server took it: the evidence of receipt.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public IReadOnlyList<EAddressFile> Files { get; init; } = [];
}

public sealed record EAddressFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>A lawful notice to be sent.</summary>
public sealed record EAddressNotice(string Municipality, string OperationId, string To, string Subject, string Text, IReadOnlyList<EAddressFile> Files);

/// <summary>What became of a notice.</summary>
/// <param name="OperationId">Of the notice.</param>
/// <param name="SentAt">When the service took it over for the addressee; null when it was not sent.</param>
/// <param name="Reference">The service's id of it, as evidence.</param>
/// <param name="Problem">Why it was not sent; null when it was.</param>
public sealed record EAddressConfirmation(string Municipality, string OperationId, DateTimeOffset? SentAt, string Reference, string? Problem);

/// <param name="Municipality">Whose address.</param>
/// <param name="OperationId">Of the notice that waits; null when nothing passes.</param>
/// <param name="Code">The service's code, or ours.</param>
public sealed record EAddressTrouble(string Municipality, string? OperationId, string Code)
{
    /// <summary>What a person wrote about a notice is there and cannot be read.</summary>
    public const string UnreadableConfirmation = "UNREADABLE-CONFIRMATION";

    /// <summary>What is kept of a notice cannot be read; it goes no further by itself.</summary>
    public const string Damaged = "DAMAGED";
}

/// <summary>A message that cannot be used; says why without anything of its content.</summary>
public sealed class EAddressException(string message, Exception? inner = null) : Exception(message, inner);
