using System.Security.Cryptography;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>
/// The installation's own secrets, made at first start and readable by its user only: one for looking up persons, one for the
/// tokens of case addresses. Losing them loses the look-up, not the cases.
/// </summary>
internal sealed record SecretKeys(byte[] Lookup, byte[] Address)
{
    private const int KeyBytes = 32;

    /// <param name="folder">Where the keys lie.</param>
    /// <param name="mayCreate">False once there are cases: a new key beside old cases would find no person and no reply address.</param>
    /// <exception cref="DataFolderException">A key is missing or damaged.</exception>
    public static SecretKeys LoadOrCreate(string folder, bool mayCreate)
    {
        Directory.CreateDirectory(folder);
        return new SecretKeys(One(folder, "person-lookup.key", mayCreate), One(folder, "case-address.key", mayCreate));
    }

    private static byte[] One(string folder, string name, bool mayCreate)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            if (!mayCreate)
            {
                throw new DataFolderException($"The key file '{path}' is missing although there are cases. Restore it from the backup; a new key would lose the look-up of persons.");
            }

            var aside = path + ".tmp";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(aside, options))
            {
                file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: false);
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes
            ? key
            : throw new DataFolderException($"The key file '{path}' has {key.Length} bytes instead of {KeyBytes}. Restore it from the backup; a new key would lose the look-up of persons.");
    }
}
