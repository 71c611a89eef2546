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

    public static MunicipalityPack Kraslava => All.Single(p => p.Id == "kraslava");

    public static NationalCalendar National { get; } = PackFolder.LoadCalendar(PackFolder.DefaultRoot);

    /// <summary>Working days with the Cabinet's moves (column A of the oracle) or by the law alone (column B).</summary>
    public static WorkingCalendar Calendar(bool follow) =>
        new WorkingCalendar(Smiltene.Calendar, National).WithMovedDays(follow);

    /// <summary>The data files of a shipped pack with what they inherit written out, to be spoilt by a test.</summary>
    public static Dictionary<string, string> FilesOf(string municipality) =>
        new PackFolderFiles(PackFolder.DefaultRoot).Of(municipality).ToDictionary(StringComparer.Ordinal);
}
