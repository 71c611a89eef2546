using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Asks the scanner about every file of the message; no answer means wait (design invariant I6).</summary>
internal sealed class ScanMessageActivity(
    IIntakeLedger ledger, IDocumentStore documents, MessageFiles files, ScannerTurns scanner, IPersonTasks tasks, MessageQueue queue, BytesInWork bytes, IOptions<ScannerOptions> options, IOptions<QueueOptions> limits, TimeProvider time)
    : TaskActivity<MessageInput, string>
{
    public override async Task<string> RunAsync(TaskActivityContext context, MessageInput input)
    {
        var row = await ledger.FindAsync(input.IntakeId, CancellationToken.None)
            ?? throw new InvalidOperationException($"The intake ledger has no row {input.IntakeId}.");
        try
        {
            // A large letter has files: it would only wait, with its bytes, for a scanner that hangs.
            if (row.Disposition == Dispositions.Pending && row.Size > limits.Value.SmallLetter && scanner.IsHanging)
            {
                return await EndAsync(row, ScanVerdict.Unavailable);
            }

            using var held = await bytes.TakeAsync(row.Size);
            return await ScanAsync(row);
        }
        catch (Exception)
        {
            await queue.FailedAsync(row, CancellationToken.None);
            throw;
        }
    }

    private async Task<string> ScanAsync(IntakeRow row)
    {
        if (row.Disposition != Dispositions.Pending)
        {
            await NoLongerWaitsAsync(row);
            return ScanResults.Clean;
        }

        MailMessage mail;
        try
        {
            mail = MimeReader.Read(await documents.GetAsync(row.ContentHash, CancellationToken.None));
        }
        catch (MailFormatException)
        {
            return ScanResults.Clean;
        }

        var worst = ScanVerdict.Clean;
        foreach (var content in MessageFiles.AllContents(files.Inspect(row.Municipality, mail)))
        {
            var verdict = await scanner.ScanAsync(content, CancellationToken.None);
            worst = verdict > worst ? verdict : worst;
        }

        return await EndAsync(row, worst);
    }

    private async Task<string> EndAsync(IntakeRow row, ScanVerdict worst)
    {
        switch (worst)
        {
            case ScanVerdict.Unavailable when time.GetUtcNow() - row.ReceivedAt >= options.Value.GiveUpAfter:
                return await EndAsync(row, ScanResults.GivenUp, new(
                    "Vēstules pielikumus vairākas dienas neizdevās pārbaudīt, tāpēc tie nav atverami. Izlasiet vēstuli sarakstā „Pārskatāmās vēstules” un sazinieties ar sūtītāju un sistēmas uzturētāju.",
                    "The files of a letter could not be checked for several days and cannot be opened. Read the letter on the review list and speak to the sender and to the operator."));
            case ScanVerdict.TooLarge:
                return await EndAsync(row, ScanResults.TooLarge, new(
                    "Vēstules pielikums ir lielāks, nekā failu pārbaude spēj izlasīt, tāpēc tas nav atverams. Izlasiet vēstuli un palūdziet sūtītājam mazāku failu vai pa daļām.",
                    "A file of a letter is larger than the scanner can read and cannot be opened. Read the letter and ask the sender for a smaller file, or for parts."));
            case ScanVerdict.Unavailable:
                await RaiseAsync(row, $"scanner:{row.IntakeId}", "scanner", new(
                    "Failu pārbaude nav pieejama; vēstules pielikumi gaida. Sazinieties ar sistēmas uzturētāju.",
                    "The scanner cannot be reached; the files of a letter wait. Speak to the operator."));
                await queue.ParkAsync(row, CancellationToken.None);
                return ScanResults.WaitFor(options.Value.RetryAfter);
            case ScanVerdict.Infected:
                return await EndAsync(row, ScanResults.Infected, new(
                    "Vēstules failā atrasta ļaunatūra; fails nav atverams. Sazinieties ar sūtītāju citādi.",
                    "Malware was found in a file of a letter; the file cannot be opened. Speak to the sender in another way."));
            default:
                await NoLongerWaitsAsync(row);
                return ScanResults.Clean;
        }
    }

    private async Task<string> EndAsync(IntakeRow row, string reason, Bilingual text)
    {
        // Told first: a row that has its end is not looked at again.
        await RaiseAsync(row, TaskKeyOf(reason, row), "scanner", text);
        await ledger.DisposeAsync(row.IntakeId, Dispositions.Review, null, reason, "machine", CancellationToken.None);
        await NoLongerWaitsAsync(row);
        return reason;
    }

    /// <summary>"scanner" alone is the key of the task that a message waits.</summary>
    private static string TaskKeyOf(string reason, IntakeRow row) => reason == ScanResults.GivenUp ? $"unscanned:{row.IntakeId}" : $"{reason}:{row.IntakeId}";

    private Task<bool> NoLongerWaitsAsync(IntakeRow row) => tasks.CloseAsync(row.Municipality, $"scanner:{row.IntakeId}", "machine", "scanned", CancellationToken.None);

    private Task RaiseAsync(IntakeRow row, string key, string kind, Bilingual text) => tasks.RaiseAsync(
        new PersonTask { Key = key, Municipality = row.Municipality, Role = Roles.Registrar, Kind = kind, SubjectId = row.IntakeId, Text = text, RaisedAt = time.GetUtcNow() },
        CancellationToken.None);
}
