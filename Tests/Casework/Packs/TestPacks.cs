using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Casework.Packs;

/// <summary>The packs that travel with the product, as tests of rules see them.</summary>
internal static class TestPacks
{
    private static readonly Lazy<IReadOnlyList<MunicipalityPack>> Loaded = new(() => PackFolder.Load(PackFolder.DefaultRoot));

    public static IReadOnlyList<MunicipalityPack> All => Loaded.Value;

    public static MunicipalityPack Smiltene => All.Single(p => p.Id == "smiltene");

    public static MunicipalityPack Iecava => All.Single(p => p.Id == "iecava");

    public static NationalCalendar National { get; } = PackFolder.LoadCalendar(PackFolder.DefaultRoot);

    /// <summary>Working days with the Cabinet's moves (column A of the oracle) or by the law alone (column B).</summary>
    public static WorkingCalendar Calendar(bool follow) =>
        new WorkingCalendar(Smiltene.Calendar, National).WithMovedDays(follow);

    /// <summary>The data files of a shipped pack, to be spoilt by a test.</summary>
    public static Dictionary<string, string> FilesOf(string municipality)
    {
        var root = Path.Combine(PackFolder.DefaultRoot, municipality);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal);
    }
}
