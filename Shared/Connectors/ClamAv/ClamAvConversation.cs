using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>One command to clamd and its answer, over a connection of its own (clamd manual, "COMMANDS"; the form that ends with NUL).</summary>
internal static class ClamAvConversation
{
    private const int ChunkBytes = 64 * 1024;
    private const int LongestAnswer = 4096;

    /// <summary>Sends a file in chunks with a four-byte length, an empty chunk at the end.</summary>
    public static async Task<string> InStreamAsync(ClamAvOptions options, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(options.Host, options.Port, cancellation);
        await using var stream = client.GetStream();

        // Read from the start: at its limit clamd answers and hangs up while we still send.
        var answer = ReadAnswerAsync(stream, cancellation);
        try
        {
            await WriteAsync(stream, content, cancellation);
        }
        catch (IOException)
        {
            return await answer;
        }

        return await answer;
    }

    /// <summary>For example "ClamAV 1.4.3/27100/Mon Nov 20 09:30:00 2023".</summary>
    public static async Task<string> VersionAsync(ClamAvOptions options, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(options.Host, options.Port, cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync("zVERSION\0"u8.ToArray(), cancellation);
        return await ReadAnswerAsync(stream, cancellation);
    }

    private static async Task WriteAsync(NetworkStream stream, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellation);
        for (var at = 0; at < content.Length; at += ChunkBytes)
        {
            await WriteChunkAsync(stream, content[at..Math.Min(at + ChunkBytes, content.Length)], cancellation);
        }

        await WriteChunkAsync(stream, ReadOnlyMemory<byte>.Empty, cancellation);
    }

    private static async Task WriteChunkAsync(NetworkStream stream, ReadOnlyMemory<byte> chunk, CancellationToken cancellation)
    {
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)chunk.Length);
        await stream.WriteAsync(length, cancellation);
        await stream.WriteAsync(chunk, cancellation);
    }

    private static async Task<string> ReadAnswerAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var buffer = new byte[LongestAnswer];
        var filled = 0;
        while (filled < buffer.Length && await stream.ReadAsync(buffer.AsMemory(filled), cancellation) is var read and > 0)
        {
            filled += read;
            if (buffer[filled - 1] == 0)
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(buffer, 0, filled).TrimEnd('\0', '\n');
    }
}
