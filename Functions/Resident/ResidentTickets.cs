using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.Resident;

/// <summary>
/// Signs and reads tickets: HMAC-SHA256 with a key derived from the installation's, cut to 128 bits. A ticket holds opaque ids only.
/// </summary>
internal sealed class ResidentTickets(SecretKeys keys)
{
    private const int MacBytes = 16;
    private const int LongestText = 400;
    private const int Parts = 6;

    private readonly byte[] _key = HMACSHA256.HashData(keys.Address, "SocialWorkflows/resident-ticket/v1"u8);

    public string Write(ResidentTicket ticket)
    {
        var payload = Encoding.UTF8.GetBytes(string.Join('\n', ticket.Purpose, ticket.Case.Municipality, ticket.Case.CaseId, ticket.Id, ticket.Bound, Minutes(ticket.EndsAt)));
        return Base64Url.EncodeToString([.. payload, .. Mac(payload)]);
    }

    /// <summary>A ticket of ours for this purpose, whether or not its time has come; null for every other text.</summary>
    public ResidentTicket? Read(string? text, string purpose)
    {
        var bytes = new byte[LongestText];
        if (text is not { Length: > 0 and <= LongestText } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length <= MacBytes)
        {
            return null;
        }

        var payload = bytes.AsSpan(0, length - MacBytes);
        if (!CryptographicOperations.FixedTimeEquals(bytes.AsSpan(length - MacBytes, MacBytes), Mac(payload)))
        {
            return null;
        }

        // One text for one ticket: the last letters of Base64 can be written in several ways.
        var parts = Encoding.UTF8.GetString(payload).Split('\n');
        return parts.Length == Parts && parts[0] == purpose && text == Base64Url.EncodeToString(bytes.AsSpan(0, length))
            ? new ResidentTicket(parts[0], new CaseRef(parts[1], parts[2]), parts[3], parts[4], DateTimeOffset.UnixEpoch.AddMinutes(long.Parse(parts[5], CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>Names the address of a ticket without showing it.</summary>
    public string BoundTo(string address) => Short($"address\n{address.Trim().ToLowerInvariant()}");

    /// <summary>The same link for the same mail, however often it is composed.</summary>
    public string LinkId(string operationId) => Short($"link\n{operationId}");

    private string Short(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)))[..16];

    private byte[] Mac(ReadOnlySpan<byte> payload) => HMACSHA256.HashData(_key, payload)[..MacBytes];

    private static string Minutes(DateTimeOffset at) => ((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMinute).ToString(CultureInfo.InvariantCulture);
}
