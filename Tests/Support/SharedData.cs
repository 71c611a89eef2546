using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Support;

/// <summary>Data of others that the tests read and the project does not carry: the variable SHARED_DATA, else <c>../shared</c>.</summary>
internal static class SharedData
{
    /// <summary>Skips the test, with the reason, when the folder is absent.</summary>
    public static string Folder(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("SHARED_DATA") is { Length: > 0 } set ? set : Path.Combine(Repository.Root, "..", "shared");
        var folder = Path.GetFullPath(Path.Combine([root, .. parts]));
        Assert.SkipUnless(Directory.Exists(folder), $"Shared data not found: {folder}. Set SHARED_DATA.");
        return folder;
    }
}
