using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SocialWorkflows.Connectors.SendGrid;

/// <summary>The event webhook: who signed the bytes, and what they say.</summary>
public static class SendGridEvents
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>A signature older than this, or so far in the future, is somebody's copy.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>ECDSA over the timestamp's digits and the raw bytes of the body, and made within ten minutes.</summary>
    /// <param name="publicKey">Base64 of the DER form.</param>
    /// <param name="signature">Base64, as the header has it.</param>
    /// <param name="timestamp">Seconds since 1970, as the header has it.</param>
    /// <param name="body">Not decoded, not trimmed.</param>
    /// <param name="now">The instant of arrival.</param>
    public static bool IsGenuine(string publicKey, string? signature, string? timestamp, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (signature is null || timestamp is not { Length: <= 12 } || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (now - DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, 253_402_300_799))).Duration() > Fresh)
        {
            return false;
        }

        var signed = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, signed, out var length))
        {
            return false;
        }

        using var key = Key(publicKey);
        return key is not null && key.VerifyData([.. Encoding.ASCII.GetBytes(timestamp), .. body], signed.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <exception cref="JsonException">No list of events.</exception>
    public static IReadOnlyList<SendGridEvent> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("The body is no list of events.");
        }

        return [.. document.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)
            .Select(e => new SendGridEvent(Text(e, "sg_event_id"), Text(e, SendGridMail.Operation), Text(e, "event"), Text(e, "status"), Text(e, "type")))
            .DistinctBy(e => e.EventId.Length > 0 ? e.EventId : $"{e.OperationId} {e.Kind}")];
    }

    internal static bool IsKey(string publicKey)
    {
        using var key = Key(publicKey);
        return key is not null;
    }

    private static ECDsa? Key(string publicKey)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
            return key;
        }
        catch (Exception problem) when (problem is CryptographicException or FormatException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>Empty also for half a character: one strange event does not keep the others of its batch from being heard.</summary>
    private static string Text(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return string.Empty;
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return string.Empty;
        }
    }
}
