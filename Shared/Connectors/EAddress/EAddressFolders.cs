using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using SocialWorkflows.Connectors.Maildir;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Connectors.EAddress;

/// <summary>
/// The e-address as folders, for offices without an integration: a person or a program of the office moves messages between them and the
/// state's portal. Under <c>&lt;root&gt;/&lt;municipality&gt;/</c>: <c>in</c> (a folder per message: <c>message.json</c> and its files),
/// <c>done</c>, <c>damaged</c>, <c>out</c> (a folder per notice; a <c>confirmation.json</c> put into it says what became of it), <c>sent</c>.
/// A folder is renamed as a whole, so that a crash leaves it in one place or the other.
/// </summary>
/// <param name="root">Above the municipalities' folders.</param>
/// <param name="time">For how long a half-written message is waited for.</param>
/// <param name="limits">What a message of a municipality may carry: a notice that does not fit is laid down as refused, and goes nowhere.</param>
public sealed class EAddressFolders(string root, TimeProvider time, Func<string, EAddressLimits?>? limits = null) : IEAddressBox
{
    public const string MessageFile = "message.json";
    public const string ConfirmationFile = "confirmation.json";

    private const string Recalled = "recalled";

    /// <summary>Where a notice may lie.</summary>
    private static readonly string[] OfNotices = ["out", "sent", Recalled];

    /// <summary>A message whose files do not agree with its list is still being written for this long, then it is damaged.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private const long LargestFile = 50L * 1024 * 1024;

    /// <summary>What some editors put before UTF-8.</summary>
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether notices of a municipality were laid down there and are not completed.</summary>
    public static bool HasWaiting(string root, string municipality) =>
        Path.Combine(root, municipality, "out") is var waiting && Directory.Exists(waiting) && Directory.EnumerateDirectories(waiting).Any();

    public Task<IReadOnlyList<EAddressItem>> WaitingAsync(string municipality, CancellationToken cancellation)
    {
        var folder = Folder(municipality, "in");
        IReadOnlyList<EAddressItem> waiting =
        [
            .. Directory.EnumerateDirectories(folder)
                .Where(path => !Path.GetFileName(path).EndsWith(".tmp", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith('.'))
                .Where(path => time.GetUtcNow() - LastWritten(path) > Patience || IsComplete(path))
                .Order(StringComparer.Ordinal)
                .Select(path => new EAddressItem(municipality, Path.GetFileName(path))),
        ];
        return Task.FromResult(waiting);
    }

    public async Task<EAddressMessage> ReadAsync(EAddressItem item, CancellationToken cancellation)
    {
        var folder = PathOf(item, "in");
        var listed = Listed(folder) ?? throw new EAddressException($"{MessageFile} is missing or is not the JSON this adapter reads.");
        List<EAddressFile> files = [];
        foreach (var file in listed.Files)
        {
            if (Problem(folder, file) is { } problem)
            {
                throw new EAddressException(problem);
            }

            files.Add(new EAddressFile(file.Name is { Length: > 0 } name ? name : file.File, await File.ReadAllBytesAsync(Path.Combine(folder, file.File), cancellation)));
        }

        return new EAddressMessage
        {
            MessageId = listed.MessageId,
            From = listed.From,
            SenderName = listed.SenderName ?? "",
            Subject = listed.Subject ?? "",
            Text = listed.Text ?? "",
            ReceivedAt = listed.ReceivedAt,
            Files = files,
        };
    }

    public Task CompleteAsync(EAddressItem item, CancellationToken cancellation) => MoveAsync(PathOf(item, "in"), item.Municipality, "done");

    public Task SetAsideAsync(EAddressItem item, CancellationToken cancellation) => MoveAsync(PathOf(item, "in"), item.Municipality, "damaged");

    public async Task SendAsync(EAddressNotice notice, CancellationToken cancellation)
    {
        var target = Path.Combine(Folder(notice.Municipality, "out"), SafeName(notice.OperationId));
        if (Directory.Exists(target) || Directory.EnumerateDirectories(Folder(notice.Municipality, "sent"), SafeName(notice.OperationId) + "*").Any())
        {
            return;
        }

        var aside = target + ".tmp";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.CreateDirectory(aside);
        List<ListedFile> files = [];
        foreach (var (given, content) in notice.Files)
        {
            var name = EAddressLimits.NameFor(given);
            var stored = SafeName(name);
            await WriteAsync(Path.Combine(aside, stored), content, cancellation);
            files.Add(new ListedFile(name, stored, Convert.ToHexStringLower(SHA256.HashData(content.Span))));
        }

        var message = new PreparedNotice(notice.OperationId, notice.To, notice.Subject, notice.Text, files);
        await WriteAsync(Path.Combine(aside, MessageFile), JsonSerializer.SerializeToUtf8Bytes(message, Json), cancellation);
        if (limits?.Invoke(notice.Municipality)?.Misfits(notice.Files) is { Count: > 0 })
        {
            await ConfirmAsync(aside, EAddressLimits.Code, cancellation);
        }

        Directory.Move(aside, target);
        DirectorySync.Flush(Path.GetDirectoryName(target)!);
    }

    public Task<bool> RecallAsync(string municipality, string operationId, CancellationToken cancellation)
    {
        var name = SafeName(operationId);
        var waiting = Path.Combine(Folder(municipality, "out"), name);
        if (!Directory.Exists(waiting))
        {
            return Task.FromResult(!Directory.Exists(Path.Combine(Folder(municipality, "sent"), name)));
        }

        if (File.Exists(Path.Combine(waiting, ConfirmationFile)))
        {
            return Task.FromResult(false);
        }

        var recalled = Path.Combine(Folder(municipality, Recalled), name);
        Directory.Move(waiting, recalled);
        DirectorySync.Flush(Path.GetDirectoryName(recalled)!);
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<EAddressConfirmation>> ConfirmationsAsync(string municipality, CancellationToken cancellation)
    {
        List<EAddressConfirmation> found = [];
        foreach (var folder in Out(municipality))
        {
            if (ConfirmedIn(folder) is { } said)
            {
                found.Add(new EAddressConfirmation(municipality, Path.GetFileName(folder), said.Problem is null ? said.SentAt : null, said.Reference ?? "", said.Problem));
            }
        }

        return Task.FromResult<IReadOnlyList<EAddressConfirmation>>(found);
    }

    /// <summary>Confirmations that are there, cannot be read, and are no longer being written.</summary>
    public Task<IReadOnlyList<EAddressTrouble>> TroublesAsync(string municipality, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<EAddressTrouble>>(
    [
        .. Out(municipality)
            .Where(f => Path.Combine(f, ConfirmationFile) is var file && File.Exists(file) && ConfirmedIn(f) is null && time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > Patience)
            .Select(f => new EAddressTrouble(municipality, Path.GetFileName(f), EAddressTrouble.UnreadableConfirmation)),
    ]);

    public Task CompleteAsync(EAddressConfirmation confirmation, CancellationToken cancellation) =>
        MoveAsync(Path.Combine(Folder(confirmation.Municipality, "out"), SafeName(confirmation.OperationId)), confirmation.Municipality, "sent");

    public Task<int> DeleteAsync(Func<string, bool> which, CancellationToken cancellation)
    {
        var gone = 0;
        foreach (var folder in (Directory.Exists(root) ? Directory.GetDirectories(root) : [])
            .SelectMany(municipality => OfNotices.Select(part => Path.Combine(municipality, part))).Where(Directory.Exists).SelectMany(Directory.GetDirectories)
            .Where(folder => which(Path.GetFileName(folder))))
        {
            Directory.Delete(folder, recursive: true);
            gone++;
        }

        return Task.FromResult(gone);
    }

    /// <summary>What a person of the office would write into the notice's folder.</summary>
    private static async Task ConfirmAsync(string folder, string problem, CancellationToken cancellation) =>
        await WriteAsync(Path.Combine(folder, ConfirmationFile), JsonSerializer.SerializeToUtf8Bytes(new Confirmed(SentAt: null, Reference: null, problem), Json), cancellation);

    private static bool IsComplete(string folder) => Listed(folder) is { } listed && listed.Files.All(f => Problem(folder, f) is null);

    private static Listing? Listed(string folder) =>
        Read<Listing>(Path.Combine(folder, MessageFile)) is { MessageId.Length: > 0, From.Length: > 0 } listing && listing.ReceivedAt != default && AreNamed(listing.Files)
            ? listing
            : null;

    /// <summary>JSON may say null where no null may be.</summary>
    private static bool AreNamed(IReadOnlyList<ListedFile?>? files) => files is not null && files.All(f => f is not null);

    private IEnumerable<string> Out(string municipality) =>
        Directory.EnumerateDirectories(Folder(municipality, "out")).Where(f => !f.EndsWith(".tmp", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static Confirmed? ConfirmedIn(string folder) =>
        Read<Confirmed>(Path.Combine(folder, ConfirmationFile)) is { } said && (said.SentAt is not null || !string.IsNullOrWhiteSpace(said.Problem)) ? said : null;

    private static string? Problem(string folder, ListedFile file)
    {
        if (string.IsNullOrEmpty(file.File) || file.File != Path.GetFileName(file.File) || file.File is "." or ".." || file.File.Any(char.IsControl))
        {
            return "A listed file lies outside the message's folder.";
        }

        var path = new FileInfo(Path.Combine(folder, file.File));
        if (!path.Exists || path.LinkTarget is not null)
        {
            return "A listed file is missing.";
        }

        if (path.Length > LargestFile)
        {
            return "A listed file is larger than 50 MB.";
        }

        if (file.Sha256 is not { Length: > 0 } wanted)
        {
            return "A listed file has no sha256.";
        }

        try
        {
            using var stream = path.OpenRead();
            return Convert.ToHexStringLower(SHA256.HashData(stream)).Equals(wanted, StringComparison.OrdinalIgnoreCase) ? null : "A listed file does not have the hash it should.";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "A listed file cannot be opened.";
        }
    }

    /// <summary>Null while it is absent, half written or no JSON of ours.</summary>
    private static T? Read<T>(string path)
        where T : class
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var content = File.ReadAllBytes(path).AsSpan();
            return JsonSerializer.Deserialize<T>(content.StartsWith(Mark) ? content[Mark.Length..] : content, Json);
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A folder that may not be opened is as old as it is itself.</summary>
    private static DateTimeOffset LastWritten(string folder)
    {
        var own = Directory.GetLastWriteTimeUtc(folder);
        try
        {
            return new(Directory.EnumerateFiles(folder).Select(File.GetLastWriteTimeUtc).Append(own).Max());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new(own);
        }
    }

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await file.WriteAsync(content, cancellation);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The same name twice gets a number: nothing is overwritten.</summary>
    private Task MoveAsync(string from, string municipality, string to)
    {
        if (Directory.Exists(from))
        {
            var target = Path.Combine(Folder(municipality, to), Path.GetFileName(from));
            for (var copy = 2; Directory.Exists(target); copy++)
            {
                target = Path.Combine(Folder(municipality, to), string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(from)}-{copy}"));
            }

            Directory.Move(from, target);
            DirectorySync.Flush(Path.GetDirectoryName(target)!);
        }

        return Task.CompletedTask;
    }

    private string PathOf(EAddressItem item, string part) => Path.Combine(Folder(item.Municipality, part), item.Id);

    private string Folder(string municipality, string part) => Directory.CreateDirectory(Path.Combine(root, municipality, part)).FullName;

    private static string SafeName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');

    private sealed record Listing(string MessageId, string From, string? SenderName, string? Subject, string? Text, DateTimeOffset ReceivedAt)
    {
        public IReadOnlyList<ListedFile> Files { get; init; } = [];
    }

    private sealed record ListedFile(string? Name, string File, string Sha256);

    private sealed record PreparedNotice(string OperationId, string To, string Subject, string Text, IReadOnlyList<ListedFile> Files);

    private sealed record Confirmed(DateTimeOffset? SentAt, string? Reference, string? Problem);
}
