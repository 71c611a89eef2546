using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.Recognition;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Files;

namespace SocialWorkflows.Functions.Intake.Doors;

/// <summary>A file as it was handed over at a door.</summary>
internal sealed record DoorFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>Accepts what comes in at a door: stored and in the ledger first, then given to its orchestration, like a mail.</summary>
internal sealed class DoorDesk(
    DoorMessages messages, IDocumentStore documents, IIntakeLedger ledger, MessageStarter starter, UrgentLetters urgent, MunicipalityDirectory municipalities, TimeProvider time)
{
    private const int LongestTitle = 400;

    /// <param name="municipality">At whose door.</param>
    /// <param name="token">The same for a repeat of the same entry: a form sent twice, a message offered again.</param>
    /// <param name="record">What was written down.</param>
    /// <param name="files">Scans or attachments.</param>
    /// <param name="text">For people, as the review list shows it.</param>
    /// <param name="subject">For people.</param>
    /// <param name="cancellation">Stops before the ledger has it; afterwards nothing is lost.</param>
    public async Task<IntakeRow> AcceptAsync(
        string municipality, string token, DoorRecord record, IReadOnlyList<DoorFile> files, string subject, string text, CancellationToken cancellation)
    {
        var pack = municipalities.Get(municipality).Pack;
        var messageId = $"{record.Kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{municipality}\n{token}")))[..32]}@{StatusMailDesk.DomainOf(pack)}";
        var now = time.GetUtcNow();
        var raw = messages.Write(
            record,
            messageId,
            StatusMailDesk.From(pack),
            OneLine(subject),
            text,
            [.. files.Select(f => new OutgoingAttachment(OneLine(f.Name), MediaTypes.Of(f.Name, f.Content), f.Content))],
            now);
        var isUrgent = IsUrgent(pack, record, raw);
        var row = await ledger.AcceptAsync(
            new AcceptedMessage
            {
                Municipality = municipality,
                ProviderId = DeliveryIds.OfDoor(record.Kind, messageId),
                MessageId = messageId,
                ContentHash = await documents.PutAsync(raw, cancellation),

                // The entry is the identity: a form sent again a minute later is the same, although its bytes carry another time.
                IdentityHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId))),
                Size = raw.Length,
                ReceivedAt = now,
                Lane = isUrgent ? Lanes.Urgent : Lanes.Usual,
            },
            cancellation);
        if (row.Disposition == Dispositions.Pending)
        {
            if (isUrgent)
            {
                await urgent.TellAsync(row, cancellation);
            }

            await starter.StartAsync(row.IntakeId, cancellation);
        }

        return row;
    }

    /// <summary>In the writer's own words only: what staff write down at the counter they have read, and a first contact is told of when it is filed.</summary>
    private static bool IsUrgent(MunicipalityPack pack, DoorRecord record, byte[] raw) =>
        record.Kind is DoorKinds.EAddress or DoorKinds.StatusPage && MessageSigns.IsUrgent(pack, LetterText.Of(MimeReader.Read(raw)));

    /// <summary>What others wrote as a title or a name stands in a header here, where no line may end.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.EnumerateRunes().Take(LongestTitle).Where(r => r != Rune.ReplacementChar).Select(r => Rune.IsControl(r) ? " " : r.ToString())).Trim();
        return line.Length == 0 ? "-" : line;
    }
}
