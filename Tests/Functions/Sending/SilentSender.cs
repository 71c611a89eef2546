using SocialWorkflows.Mail;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>Takes each mail and says nothing until it is told to answer.</summary>
internal sealed class SilentSender : IMailSender, IDisposable
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsIdempotent => false;

    public int Count { get; private set; }

    public Task IsAsked => _asked.Task;

    public void Answer() => _answers.TrySetResult();

    public async Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        Count++;
        _asked.TrySetResult();
        await _answers.Task.WaitAsync(cancellationToken);
        return new MailSendResult(MailSendOutcome.Accepted, "250");
    }

    public void Dispose() => Answer();
}
