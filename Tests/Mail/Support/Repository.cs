using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Mail;

/// <summary>Where the repository and the shared data are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string MimeCorpus => SharedData.Folder("corpus", "mime");

    /// <summary>The mails of the corpus; files ".out" are expected texts.</summary>
    public static IEnumerable<string> CorpusMails => Directory.EnumerateFiles(MimeCorpus).Where(f => !f.EndsWith(".out", StringComparison.Ordinal)).Order();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SocialWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("SocialWorkflows.sln not found above " + AppContext.BaseDirectory);
    }
}
