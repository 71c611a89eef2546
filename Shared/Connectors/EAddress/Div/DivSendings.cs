using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialWorkflows.Connectors.Maildir;

namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>How far a notice is with the service; written before and after every call that cannot be repeated.</summary>
internal sealed record DivSending
{
    public DivSendingState State { get; init; }

    /// <summary>When the call that may have sent it began.</summary>
    public DateTimeOffset? AttemptedAt { get; init; }

    public string? MessageId { get; init; }

    /// <summary>When the service said that it was delivered.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Code of the last thing that went wrong.</summary>
    public string? LastProblem { get; init; }

    /// <summary>When it first could not be sent.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>Said after the case had its confirmation, and not told yet.</summary>
    public string? LateProblem { get; init; }

    /// <summary>It turned out to be sent after a person had been asked, and that is not told yet.</summary>
    public DateTimeOffset? LateSentAt { get; init; }
}

internal enum DivSendingState
{
    Planned,

    /// <summary>The call was begun; whether the service has it is not known. Never begun again.</summary>
    Sending,
    Sent,
    Refused,

    /// <summary>Not found with the service in the time given: a person looks.</summary>
    Unknown,
    Delivered,
    Undelivered,
}

/// <summary>The states, a file in each notice's folder, and which message of the service is which notice.</summary>
internal sealed class DivSendings(EAddressFolders folders, string root, string municipality)
{
    private const string StateFile = "div.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter<DivSendingState>() } };

    public string? FolderOf(string name) => folders.FolderOf(municipality, name);

    /// <summary>Whether a call that may have sent it was begun, by what lies in its folder.</summary>
    public static bool WasBegun(string folder) =>
        Path.Combine(folder, StateFile) is var file && File.Exists(file) && JsonSerializer.Deserialize<DivSending>(File.ReadAllBytes(file), Json)!.State != DivSendingState.Planned;

    public DivSending Read(string name)
    {
        var file = FolderOf(name) is { } folder ? Path.Combine(folder, StateFile) : null;
        return file is not null && File.Exists(file) ? JsonSerializer.Deserialize<DivSending>(File.ReadAllBytes(file), Json)! : new DivSending();
    }

    public async Task<DivSending> SaveAsync(string name, DivSending sending, CancellationToken cancellation)
    {
        var folder = FolderOf(name) ?? throw new InvalidOperationException("A notice has lost its folder.");
        var aside = Path.Combine(folder, StateFile + ".tmp");
        await EAddressFolders.WriteAsync(aside, JsonSerializer.SerializeToUtf8Bytes(sending, Json), cancellation);
        File.Move(aside, Path.Combine(folder, StateFile), overwrite: true);
        DirectorySync.Flush(folder);
        return sending;
    }

    public async Task LinkAsync(string messageId, string name, CancellationToken cancellation)
    {
        await EAddressFolders.WriteAsync(Path.Combine(Own("messages"), Hash(messageId)), Encoding.UTF8.GetBytes(name), cancellation);
        DirectorySync.Flush(Own("messages"));
    }

    /// <summary>The notice of a message; null when it is none of ours, or not known yet.</summary>
    public string? NoticeOf(string messageId) => Path.Combine(Own("messages"), Hash(messageId)) is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    /// <summary>Notices whose sending is not known, waiting or given to a person already.</summary>
    public IReadOnlyList<string> Unclear() => [.. Names().Where(name => Read(name).State is DivSendingState.Sending or DivSendingState.Unknown)];

    /// <summary>Notices about which something is still to be told after their confirmation.</summary>
    public IReadOnlyList<string> Late() => [.. Names().Where(name => Read(name) is { LateProblem: not null } or { LateSentAt: not null })];

    public void SetAside(string messageId) => File.WriteAllText(Path.Combine(Own("set-aside"), Hash(messageId)), "");

    public bool IsSetAside(string messageId) => File.Exists(Path.Combine(Own("set-aside"), Hash(messageId)));

    private IEnumerable<string> Names() => new[] { "out", "sent" }
        .Select(part => new DirectoryInfo(Path.Combine(root, municipality, part)))
        .Where(folder => folder.Exists)
        .SelectMany(folder => folder.EnumerateDirectories())
        .Where(folder => File.Exists(Path.Combine(folder.FullName, StateFile)))
        .Select(folder => folder.Name);

    private string Own(string part) => Directory.CreateDirectory(Path.Combine(root, municipality, "div", part)).FullName;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
