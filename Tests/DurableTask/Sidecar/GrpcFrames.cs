using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace SocialWorkflows.Tests.DurableTask.Sidecar;

/// <summary>The server's side of gRPC over HTTP/2: messages behind a five-byte prefix, the status in the trailers.</summary>
internal static class GrpcFrames
{
    public const int NotFound = 5;
    public const int AlreadyExists = 6;
    public const int InvalidArgument = 3;
    public const int Unimplemented = 12;
    public const int Internal = 13;

    private const int PrefixLength = 5;

    /// <returns>The one message of a unary request; null when the frame is none.</returns>
    public static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        var frame = body.ToArray();
        return frame.Length >= PrefixLength && frame[0] == 0 && BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)) == frame.Length - PrefixLength
            ? frame[PrefixLength..]
            : null;
    }

    public static async Task WriteAsync(HttpResponse response, IMessage message, CancellationToken cancellation)
    {
        var bytes = new byte[PrefixLength + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), bytes.Length - PrefixLength);
        message.WriteTo(bytes.AsSpan(PrefixLength));
        await response.Body.WriteAsync(bytes, cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    public static void End(HttpResponse response, int status = 0, string message = "")
    {
        response.AppendTrailer("grpc-status", $"{status}");
        response.AppendTrailer("grpc-message", Uri.EscapeDataString(message));
    }
}
