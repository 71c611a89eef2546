using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Mails that were destroyed here and that a mailbox keeps by a rule of its own: known by a keyed hash of the mailbox's id, so that they are neither
/// counted as lost nor stored again.
/// </summary>
internal sealed class DestroyedMails(IMailboxMemory memory, SecretKeys keys)
{
    /// <summary>Long enough that two mails never share it, short enough to hold a mailbox of years in memory.</summary>
    public static UInt128 Short(string providerId) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(providerId)));

    public Task AddAsync(string providerId, CancellationToken cancellation) => memory.WriteAsync(NameOf(Short(providerId)), "destroyed", cancellation);

    public Task<bool> IsOneAsync(string providerId, CancellationToken cancellation) => IsOneAsync(Short(providerId), cancellation);

    public async Task<bool> IsOneAsync(UInt128 shortId, CancellationToken cancellation) => await memory.ReadAsync(NameOf(shortId), cancellation) is not null;

    private string NameOf(UInt128 shortId)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, shortId);
        return $"destroyed-mail:{Convert.ToHexStringLower(HMACSHA256.HashData(keys.Lookup, (byte[])[.. "destroyed-mail\n"u8, .. bytes]))}";
    }
}
