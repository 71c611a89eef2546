using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace SocialWorkflows.Benchmarks.Durable.Peers;

/// <summary>
/// The peers' packages, installed from npm into the user's cache by the lock file beside this source, and a folder of
/// this run with the peers' scripts (<c>peers/durable</c> of the shared data) beside them.
/// </summary>
internal sealed class PeerShelf : IDisposable
{
    private readonly string _packages;

    private PeerShelf(string folder, string packages)
    {
        Folder = folder;
        _packages = packages;
    }

    /// <summary>Where the scripts run.</summary>
    public string Folder { get; }

    /// <exception cref="NoResultException">No scripts, no npm, or no network.</exception>
    public static PeerShelf Open()
    {
        var scripts = Path.GetFullPath(Path.Combine(Environment.GetEnvironmentVariable("SHARED_DATA") ?? "../shared", "peers", "durable"));
        if (!Directory.Exists(scripts))
        {
            throw new NoResultException($"the peers' scripts are not in {scripts} (set SHARED_DATA)");
        }

        var packages = Install();
        var folder = Directory.CreateTempSubdirectory("peers-").FullName;
        foreach (var script in Directory.GetFiles(scripts))
        {
            File.Copy(script, Path.Combine(folder, Path.GetFileName(script)));
        }

        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules"), packages);
        return new PeerShelf(folder, packages);
    }

    /// <summary>A program or folder inside the packages.</summary>
    public string PathOf(params string[] parts) => Path.Combine([_packages, .. parts]);

    public string VersionOf(string package) =>
        JsonElement.Parse(File.ReadAllText(PathOf(package, "package.json"))).GetProperty("version").GetString()!;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Install()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Durable", "Peers");
        var locked = File.ReadAllBytes(Path.Combine(source, "package-lock.json"));
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var cache = Path.Combine(caches, "socialworkflows", $"peers-{Convert.ToHexStringLower(SHA256.HashData(locked))[..12]}");
        var packages = Path.Combine(cache, "node_modules");
        var done = Path.Combine(cache, "installed");
        if (!File.Exists(done))
        {
            Directory.CreateDirectory(cache);
            File.Copy(Path.Combine(source, "package.json"), Path.Combine(cache, "package.json"), overwrite: true);
            File.Copy(Path.Combine(source, "package-lock.json"), Path.Combine(cache, "package-lock.json"), overwrite: true);
            Run(cache, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
            File.WriteAllText(done, string.Empty);
        }

        return packages;
    }

    private static void Run(string folder, string program, params string[] arguments)
    {
        if (Signatures.Tool.Run(folder, program, arguments) is null)
        {
            throw new NoResultException($"'{program} {string.Join(' ', arguments)}' fails in {folder}");
        }
    }
}
