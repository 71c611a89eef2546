using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace SocialWorkflows.Signatures;

/// <summary>A time-stamp that a service gave and that was checked against what it was asked for.</summary>
/// <param name="Token">The encoded TimeStampToken (RFC 3161 §2.4.2).</param>
/// <param name="Time">Its genTime.</param>
/// <param name="Authority">Subject of the certificate that signed it; whether it is trusted, only an inspection with the trusted lists says.</param>
public sealed record IssuedTimeStamp(byte[] Token, DateTimeOffset Time, string Authority);

/// <summary>
/// Asks a time-stamping service over HTTP (RFC 3161 §3.4) and believes an answer only when it is about our digest, repeats our nonce, is under the
/// policy that was asked for, is signed by a certificate for time-stamping, and names about the present time.
/// </summary>
/// <param name="address">The service; plain HTTP is usual, since the token itself is signed.</param>
/// <param name="http">Carries the requests; a timeout of its own that is shorter than <see cref="Patience"/> counts, too.</param>
/// <param name="time">Our own clock.</param>
/// <param name="policy">OID of the policy to ask for; null leaves it to the service.</param>
public sealed class TimeStampClient(Uri address, HttpClient http, TimeProvider time, string? policy = null)
{
    /// <summary>How far a stamp may be from our clock (RFC 3161 §2.2 asks for the check): one of the two clocks is wrong beyond it.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int LargestAnswer = 64 * 1024;
    private const int NonceBytes = 16;

    /// <summary>How long one answer is waited for. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Stamps a SHA-256 digest. One request; who wants more asks again.</summary>
    /// <param name="sha256">32 bytes.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="TimeStampException">There is no stamp; it says why and whether asking again can help.</exception>
    public async Task<IssuedTimeStamp> StampAsync(ReadOnlyMemory<byte> sha256, CancellationToken cancellation)
    {
        var request = RequestFor(sha256);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var message = MessageFor(request);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            Accept(response);
            var answer = new byte[LargestAnswer + 1];
            var length = await (await response.Content.ReadAsStreamAsync(either.Token)).ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, either.Token);
            return Read(request, answer.AsMemory(0, length), sha256);
        }
        catch (Exception problem) when (IsOfTheWay(problem) && !cancellation.IsCancellationRequested)
        {
            throw NoAnswer(problem);
        }
    }

    /// <summary>The same for callers that cannot wait asynchronously, as a signature that is made while a file is written.</summary>
    /// <inheritdoc cref="StampAsync"/>
    public IssuedTimeStamp Stamp(ReadOnlyMemory<byte> sha256)
    {
        var request = RequestFor(sha256);
        using var limit = new CancellationTokenSource(Patience, time);
        using var message = MessageFor(request);
        try
        {
            using var response = http.Send(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            using var end = limit.Token.UnsafeRegister(static silent => ((HttpResponseMessage)silent!).Dispose(), response);
            Accept(response);
            var answer = new byte[LargestAnswer + 1];
            var length = response.Content.ReadAsStream(limit.Token).ReadAtLeast(answer, answer.Length, throwOnEndOfStream: false);
            return Read(request, answer.AsMemory(0, length), sha256);
        }
        catch (Exception problem) when (IsOfTheWay(problem))
        {
            throw NoAnswer(problem);
        }
    }

    private Rfc3161TimestampRequest RequestFor(ReadOnlyMemory<byte> sha256) => Rfc3161TimestampRequest.CreateFromHash(
        sha256, HashAlgorithmName.SHA256, policy is null ? null : new Oid(policy), RandomNumberGenerator.GetBytes(NonceBytes), requestSignerCertificates: true);

    private HttpRequestMessage MessageFor(Rfc3161TimestampRequest request)
    {
        var content = new ByteArrayContent(request.Encode());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
    }

    private void Accept(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new TimeStampException($"The time-stamping service {address.Host} answered {(int)response.StatusCode}.")
            {
                MayHelpToAskAgain = (int)response.StatusCode is >= 500 or 408 or 429,
            };
        }
    }

    private IssuedTimeStamp Read(Rfc3161TimestampRequest request, ReadOnlyMemory<byte> answer, ReadOnlyMemory<byte> sha256)
    {
        if (answer.Length > LargestAnswer)
        {
            throw new TimeStampException($"The time-stamping service {address.Host} answered more than {LargestAnswer} bytes, which is no time-stamp.");
        }

        try
        {
            var token = request.ProcessResponse(answer, out var consumed);
            if (policy is not null && token.TokenInfo.PolicyId.Value != policy)
            {
                throw new TimeStampException($"The time-stamp of {address.Host} is under another policy than was asked for.");
            }

            return consumed != answer.Length || !token.VerifySignatureForHash(sha256.Span, HashAlgorithmName.SHA256, out var authority)
                ? throw new TimeStampException($"The signature of the time-stamp of {address.Host} does not hold; check the address of the service.")
                : InTime(new IssuedTimeStamp(token.AsSignedCms().Encode(), token.TokenInfo.Timestamp, authority.Subject));
        }
        catch (CryptographicException problem)
        {
            throw new TimeStampException($"The time-stamping service {address.Host} refused, or answered something else than it was asked for: {problem.Message}", problem);
        }
    }

    private IssuedTimeStamp InTime(IssuedTimeStamp stamp) => (stamp.Time - time.GetUtcNow()).Duration() <= Tolerance
        ? stamp
        : throw new TimeStampException($"The time-stamp of {address.Host} is of another time than our clock shows: check the clock of this machine.");

    private static bool IsOfTheWay(Exception problem) => problem is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException;

    private TimeStampException NoAnswer(Exception problem) =>
        new($"The time-stamping service {address.Host} did not answer ({problem.GetType().Name}).", problem) { MayHelpToAskAgain = true };
}
