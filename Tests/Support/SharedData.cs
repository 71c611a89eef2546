using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Support;

/// <summary>Data of others that the tests read and the project does not carry: the variable SHARED_DATA, else <c>../shared</c>.</summary>
internal static class SharedData
{
    public static string Root => Environment.GetEnvironmentVariable("SHARED_DATA") is { Length: > 0 } set ? set : Path.Combine(Repository.Root, "..", "shared");

    /// <summary>Skips the test, with the reason, when the folder is absent.</summary>
    public static string Folder(params string[] parts)
    {
        var folder = Path.GetFullPath(Path.Combine([Root, .. parts]));
        Assert.SkipUnless(Directory.Exists(folder), $"Shared data not found: {folder}. Set SHARED_DATA.");
        return folder;
    }

    /// <summary>Skips the test, with the reason, when the file is absent.</summary>
    public static string File(params string[] parts)
    {
        var file = Path.GetFullPath(Path.Combine([Root, .. parts]));
        Assert.SkipUnless(System.IO.File.Exists(file), $"Shared data not found: {file}. Set SHARED_DATA.");
        return file;
    }
}
