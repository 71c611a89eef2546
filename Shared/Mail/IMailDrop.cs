namespace SocialWorkflows.Mail;

/// <summary>A mailbox into which a mail can be laid as a server would.</summary>
public interface IMailDrop
{
    /// <summary>Under the name it is offered from then on. Repeatable: what lies there under the name already stays.</summary>
    /// <exception cref="TransientMailException">It cannot be laid there now.</exception>
    Task PutAsync(string name, ReadOnlyMemory<byte> mail, CancellationToken cancellationToken = default);
}
