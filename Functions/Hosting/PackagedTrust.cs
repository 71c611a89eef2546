namespace SocialWorkflows.Functions.Hosting;

/// <summary>Certificates and trusted lists that travel in the package, where the data folder does not last. They are laid into it at each start.</summary>
internal static class PackagedTrust
{
    /// <summary>Folder laid out as <c>trust/</c> of the data folder. Empty: the operator fills that.</summary>
    public const string Setting = "Trust:Folder";

    /// <exception cref="DataFolderException">The folder is not there or holds nothing.</exception>
    public static void LayInto(DataFolder data, IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } folder)
        {
            return;
        }

        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        if (files.Length == 0)
        {
            throw new DataFolderException($"{Setting} is '{folder}', where nothing lies: no signature would be trusted. Lay the certificates of trusted authorities and the signers of trusted lists there (docs/signatures.md).");
        }

        foreach (var file in files)
        {
            var target = Path.Combine(data.Trust, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target + ".new", overwrite: true);
            File.Move(target + ".new", target, overwrite: true);
        }
    }
}
