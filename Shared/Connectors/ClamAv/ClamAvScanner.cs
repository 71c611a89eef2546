using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Connectors.ClamAv;

/// <summary>
/// Asks clamd about a file by its INSTREAM command (clamd manual): chunks with a four-byte length, an empty chunk at the end.
/// Only the plain answer OK is clean; past a limit of size a file is too large; anything else but FOUND, and no answer at all, means that the file waits.
/// </summary>
public sealed class ClamAvScanner(ClamAvOptions options, TimeProvider time) : IFileScanner
{
    private const int ChunkBytes = 64 * 1024;
    private const int LongestAnswer = 4096;

    /// <summary>clamd's answer past StreamMaxLength.</summary>
    private const string StreamLimit = "INSTREAM size limit exceeded.";

    /// <summary>How the findings begin that <c>AlertExceedsMax yes</c> makes of files past MaxFileSize, MaxScanSize and their like.</summary>
    private const string ScanLimits = "stream: Heuristics.Limits.Exceeded";

    public string Name => "ClamAV";

    public async Task<ScanVerdict> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (content.Length > options.MaxFileBytes)
        {
            return ScanVerdict.TooLarge;
        }

        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return Verdict(await AskAsync(content, either.Token));
        }
        catch (Exception problem) when (problem is SocketException or IOException)
        {
            return ScanVerdict.Unavailable;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return ScanVerdict.Unavailable;
        }
    }

    private async Task<string> AskAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
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

    private static ScanVerdict Verdict(string answer) => answer switch
    {
        "stream: OK" => ScanVerdict.Clean,
        _ when answer.StartsWith(StreamLimit, StringComparison.Ordinal) || answer.StartsWith(ScanLimits, StringComparison.Ordinal) => ScanVerdict.TooLarge,
        _ when answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal) => ScanVerdict.Infected,
        _ => ScanVerdict.Unavailable,
    };
}
