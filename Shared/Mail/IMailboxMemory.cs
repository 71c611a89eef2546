namespace SocialWorkflows.Mail;

/// <summary>What a remote mailbox must remember between looks: its position, its subscription, what it was told. Small texts under names, durable when a call returns.</summary>
public interface IMailboxMemory
{
    /// <summary>Null when nothing is kept under the name.</summary>
    Task<string?> ReadAsync(string name, CancellationToken cancellation);

    /// <summary>Replaces what was there.</summary>
    Task WriteAsync(string name, string value, CancellationToken cancellation);

    /// <summary>Forgets the value, unless another one was written meanwhile.</summary>
    Task ForgetAsync(string name, string value, CancellationToken cancellation);
}
