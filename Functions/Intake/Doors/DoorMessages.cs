using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>
/// What comes in at a door is kept as a message like any other, so that ledger, scanner, review list and files treat it alike. Its
/// record is sealed with a secret of the installation over the record and the hashes of all files: no mail from outside can pass for one.
/// </summary>
internal sealed class DoorMessages(SecretKeys keys)
{
    private const string RecordHeader = "SocialWorkflows-Door";
    private const string SealHeader = "SocialWorkflows-Door-Seal";

    /// <summary>A header line is folded at spaces; so long pieces fit in one.</summary>
    private const int Piece = 64;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="record">Its list of files is made here.</param>
    /// <param name="messageId">The same for a repeat of the same entry.</param>
    /// <param name="from">Our own address: nothing is ever answered to it.</param>
    /// <param name="subject">For people.</param>
    /// <param name="text">For people: what was written down.</param>
    /// <param name="files">Scans and attachments.</param>
    /// <param name="at">When it was entered.</param>
    public byte[] Write(DoorRecord record, string messageId, MailAddress from, string subject, string text, IReadOnlyList<OutgoingAttachment> files, DateTimeOffset at)
    {
        var sealedRecord = record with { Files = [.. files.Select(f => Hash(f.Content.Span))] };
        var encoded = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(sealedRecord, Json));
        return MimeWriter.Write(new OutgoingMail
        {
            OperationId = messageId,
            From = from,
            To = [from],
            Subject = subject,
            Text = text,
            Attachments = files,
            MessageId = messageId,
            Date = at,
            Headers =
            [
                new(RecordHeader, string.Join(' ', encoded.Chunk(Piece).Select(c => new string(c)))),
                new(SealHeader, Seal(encoded, messageId)),
            ],
        });
    }

    /// <summary>The record of a message that came in at a door of ours; null for every other mail, whatever it claims.</summary>
    public DoorRecord? Read(MailMessage mail)
    {
        if (mail.Headers.First(RecordHeader) is not { } record || mail.Headers.First(SealHeader) is not { } seal || mail.MessageId is not { } messageId)
        {
            return null;
        }

        var encoded = record.Replace(" ", "", StringComparison.Ordinal);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(seal.Trim()), Encoding.ASCII.GetBytes(Seal(encoded, messageId))))
        {
            return null;
        }

        var read = JsonSerializer.Deserialize<DoorRecord>(Convert.FromBase64String(encoded), Json);
        return read is not null && mail.Attachments.Where(a => a.InsideOf is null).Select(a => Hash(a.Content.Span)).SequenceEqual(read.Files) ? read : null;
    }

    private string Seal(string encoded, string messageId) => Convert.ToHexStringLower(
        HMACSHA256.HashData(HMACSHA256.HashData(keys.Address, "SocialWorkflows/door/v1"u8), Encoding.UTF8.GetBytes($"{messageId}\n{encoded}")));

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
