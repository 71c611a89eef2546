using System.Net;
using System.Text;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>Content of unknown length, as the host's ObjectContent.</summary>
/// <param name="atHalf">Called when half of it is on its way.</param>
/// <param name="atEnd">Called when all of it is.</param>
internal sealed class ChunkedJson : HttpContent
{
    private const int Chunk = 64 * 1024;

    private readonly byte[] _bytes;
    private readonly Action? _atHalf;
    private readonly Action? _atEnd;

    public ChunkedJson(string body, Action? atHalf = null, Action? atEnd = null)
    {
        (_bytes, _atHalf, _atEnd) = (Encoding.UTF8.GetBytes(body), atHalf, atEnd);
        Headers.ContentType = new("application/json") { CharSet = "utf-8" };
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var half = _bytes.Length / 2;
        await WriteAsync(stream, 0, half);
        _atHalf?.Invoke();
        await WriteAsync(stream, half, _bytes.Length);
        _atEnd?.Invoke();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task WriteAsync(Stream stream, int from, int to)
    {
        for (var at = from; at < to; at += Chunk)
        {
            await stream.WriteAsync(_bytes.AsMemory(at, Math.Min(Chunk, to - at)));
        }

        await stream.FlushAsync();
    }
}
