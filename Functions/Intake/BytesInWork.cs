using Microsoft.Extensions.Options;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// How many bytes of raw mail this process has in its hands at a time (<see cref="QueueOptions.MostBytes"/>). A step that reads a mail takes the mail's size
/// first and waits when there is no room. Small letters have a share of their own.
/// </summary>
internal sealed class BytesInWork(IOptions<QueueOptions> options)
{
    private readonly long _smallLetter = options.Value.SmallLetter;
    private readonly ByteShare _small = new(options.Value.MostBytesOf(isSmall: true));
    private readonly ByteShare _large = new(options.Value.MostBytesOf(isSmall: false));

    /// <summary>Dispose the result when the mail is no longer held.</summary>
    public Task<IDisposable> TakeAsync(long size) => (size <= _smallLetter ? _small : _large).TakeAsync(size);
}
