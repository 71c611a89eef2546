namespace SocialWorkflows.Functions.Hosting;

/// <summary>The data folder cannot be used; the message says which, why and what to do.</summary>
internal sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Where everything of one installation lies. Held by one process at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string root, FileStream held)
    {
        Root = root;
        _lock = held;
    }

    public string Root { get; }

    public string Cases => Path.Combine(Root, "cases.db");

    public string TaskHub => Path.Combine(Root, "hub.db");

    public string Documents => Path.Combine(Root, "documents");

    /// <summary>Maildir into which an MTA delivers.</summary>
    public string Mailbox => Path.Combine(Root, "mail");

    /// <summary>Maildir of everything sent when no SMTP server is configured.</summary>
    public string Outbox => Path.Combine(Root, "outbox");

    public string Dispatch => Path.Combine(Root, "dispatch");

    /// <summary>The official e-address as folders, for offices without an integration.</summary>
    public string EAddress => Path.Combine(Root, "e-address");

    /// <summary>Notices to the state's service of the official e-address, and what is known of them.</summary>
    public string EAddressService => Path.Combine(Root, "e-address-service");

    /// <summary>Daily root hashes of the journal.</summary>
    public string Anchors => Path.Combine(Root, "anchors");

    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Keys and mails of the synthetic resident.</summary>
    public string Synthetic => Path.Combine(Root, "synthetic");

    /// <summary>Certificates trusted for signatures (PEM or DER) and trusted lists (XML, with their signers pinned in <c>signers/</c>), put there by the operator.</summary>
    public string Trust => Path.Combine(Root, "trust");

    public string StaffFile => Path.Combine(Root, "staff.json");

    public string Demo => Path.Combine(Root, "demo");

    /// <exception cref="DataFolderException">It cannot be written, or another process holds it.</exception>
    public static DataFolder Open(string root)
    {
        var full = Path.GetFullPath(root);
        try
        {
            CreatePrivate(full);
            foreach (var part in new[] { "mail/tmp", "mail/new", "mail/cur", "trust/signers", "documents", "dispatch" })
            {
                Directory.CreateDirectory(Path.Combine(full, part));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The data folder '{full}' cannot be written: {problem.Message} Choose another with --data, or give this user the right to write there.", problem);
        }

        return new DataFolder(full, Hold(full));
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>A new folder is its user's alone: what lies in it is about people's health and income.</summary>
    internal static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Hold(string root)
    {
        var path = Path.Combine(root, "in-use.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException problem)
        {
            throw new DataFolderException($"The data folder '{root}' cannot be written: {problem.Message} Choose another with --data, or give this user the right to write there.", problem);
        }
        catch (IOException problem)
        {
            throw new DataFolderException($"The data folder '{root}' is in use by another process. Stop that process, or choose another folder with --data.", problem);
        }
    }
}
