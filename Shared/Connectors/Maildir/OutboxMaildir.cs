using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Mail;

namespace SocialWorkflows.Connectors.Maildir;

/// <summary>
/// Sent mail as files of a Maildir. The file name comes from <see cref="OutgoingMail.OperationId"/>: a repeat after a crash finds the file and writes nothing.
/// A file appears in new/ whole or not at all, and survives a power cut once <see cref="SendAsync"/> has returned.
/// </summary>
public sealed class OutboxMaildir(string path) : IMailSender
{
    private static int _counter;
    private readonly MaildirFolders _folders = new(path);

    /// <summary>The unique name under which an operation's mail stands, without flags.</summary>
    public static string FileNameOf(string operationId)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationId);
        return "op-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)).AsSpan(0, 16)) + ".eml";
    }

    /// <summary>The mail was already handed over.</summary>
    public bool Contains(string operationId) => _folders.Find(FileNameOf(operationId)) is not null;

    /// <inheritdoc/>
    public bool IsIdempotent => true;

    public async Task<MailSendResult> SendAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        var name = FileNameOf(mail.OperationId);
        var accepted = new MailSendResult(MailSendOutcome.Accepted, name);
        if (_folders.Find(name) is not null)
        {
            return accepted;
        }

        var bytes = Bytes(mail);
        var temporary = Path.Combine(_folders.Tmp, $"{name}.{Environment.ProcessId}.{Interlocked.Increment(ref _counter)}");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            Publish(temporary, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TransientMailException($"The outbox {_folders.Path} cannot take a mail: {e.Message} Check rights and free space.", e) { IsOfTheServer = true };
        }
        finally
        {
            DeleteLeftover(temporary);
        }

        return accepted;
    }

    /// <summary>The rename is the moment of sending: what a crash left in tmp/ before it was never sent.</summary>
    private void Publish(string temporary, string name)
    {
        try
        {
            File.Move(temporary, Path.Combine(_folders.New, name), overwrite: false);
        }
        catch (IOException) when (_folders.Find(name) is not null)
        {
            // Another writer of the same operation was faster: its mail is the mail.
            return;
        }

        DirectorySync.Flush(_folders.New);
    }

    private static void DeleteLeftover(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file left in tmp/ harms nobody; the reason why sending failed must not be covered by this one.
        }
    }

    private static byte[] Bytes(OutgoingMail mail)
    {
        try
        {
            return MimeWriter.Write(mail);
        }
        catch (ArgumentException e)
        {
            throw new PermanentMailException($"The mail of operation {FileNameOf(mail.OperationId)} cannot be written: {e.Message}", e);
        }
    }
}
