using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>
/// Unary gRPC calls over HTTP/2 without TLS: a five-byte prefix before the message, the status in the trailers
/// (gRPC over HTTP2, github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
/// </summary>
internal sealed class GrpcUnary(HttpClient http)
{
    private const int PrefixLength = 5;
    private const string Service = "/TaskHubSidecarService/";

    /// <exception cref="HubCallException">The server says no, cannot be reached, or answers against the protocol.</exception>
    public async Task<TResponse> CallAsync<TResponse>(DurableBinding binding, string method, IMessage request, MessageParser<TResponse> parser, CancellationToken cancellation)
        where TResponse : IMessage<TResponse>
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(binding.Rpc!, Service + method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(request)),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        message.Headers.Add("Durable-TaskHub", binding.TaskHub);
        if (binding.ConnectionName is { Length: > 0 } connection)
        {
            message.Headers.Add("Durable-ConnectionName", connection);
        }

        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            ThrowUnlessOk(method, response);
            return parser.ParseFrom(Unframe(method, body));
        }
        catch (HttpRequestException problem)
        {
            throw new HubCallException(HubStatus.Unavailable, $"{method}: the Durable extension at {binding.Rpc} does not answer. {problem.Message}", problem)
            {
                NeverReached = problem.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.VersionNegotiationError or HttpRequestError.NameResolutionError,
            };
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new HubCallException(HubStatus.Internal, $"{method}: the Durable extension's answer cannot be read. {problem.Message}", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new HubCallException(HubStatus.DeadlineExceeded, $"{method}: the Durable extension at {binding.Rpc} did not answer in {http.Timeout.TotalSeconds:0} seconds.", problem);
        }
    }

    private static byte[] Frame(IMessage request)
    {
        var size = request.CalculateSize();
        var frame = new byte[PrefixLength + size];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
        request.WriteTo(frame.AsSpan(PrefixLength));
        return frame;
    }

    private static void ThrowUnlessOk(string method, HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new HubCallException(
                response.StatusCode is HttpStatusCode.NotFound ? HubStatus.Unimplemented : HubStatus.Unavailable,
                $"{method}: the Durable extension answered with HTTP {(int)response.StatusCode}.");
        }

        var status = Header(response, "grpc-status");
        if (!int.TryParse(status, out var code))
        {
            throw new HubCallException(HubStatus.Internal, $"{method}: the Durable extension's answer broke off before its status.");
        }

        if (code != 0)
        {
            var known = Enum.IsDefined((HubStatus)code) ? (HubStatus)code : HubStatus.Unknown;
            throw new HubCallException(known, $"{method}: {known}. {Uri.UnescapeDataString(Header(response, "grpc-message") ?? string.Empty)}");
        }
    }

    /// <summary>An answer without a message carries its status among the headers.</summary>
    private static string? Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.First() : null;

    private static ReadOnlySpan<byte> Unframe(string method, byte[] body)
    {
        if (body.Length < PrefixLength || body[0] != 0 || BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)) != body.Length - PrefixLength)
        {
            throw new HubCallException(HubStatus.Internal, $"{method}: the Durable extension's answer is not one uncompressed message.");
        }

        return body.AsSpan(PrefixLength);
    }
}
