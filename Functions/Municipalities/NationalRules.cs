using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>
/// The terms, channels and services of the national text alone, for a municipality that has no pack. They serve nobody: there is
/// no mailbox, no staff and no case behind them.
/// </summary>
internal static class NationalRules
{
    /// <param name="like">A pack that was read: what the national text does not say, and no date depends on, is taken from it.</param>
    /// <exception cref="PackException">A file of the state is wrong.</exception>
    public static MunicipalityPack Read(MunicipalityPack like, string rootDirectory)
    {
        var files = new PackFolderFiles(rootDirectory).Of(PackFolder.NationalFolder);
        var own = PackReader.ReadRules(files);
        return like with
        {
            Id = PackFolder.NationalFolder,
            Terms = own.Terms[^1],
            TermVersions = own.Terms,
            Channels = own.Channels,
            Services = own.Services,
            Benefits = BenefitList.None,
            Statuses = [],
            Facilities = [],
            Regulations = [],
            Transition = null,
            RuleSets = new Dictionary<string, MunicipalityPack>(StringComparer.Ordinal),
            Calendar = like.Calendar with { FollowsMovedDays = [Unknown] },
        };
    }

    /// <summary>Nothing is known of a municipality without a pack: by the law alone, and staff see the other date too.</summary>
    private static MovedDaysSwitch Unknown { get; } = new() { Follows = false, Confirmed = false, Source = "Nacionālais teksts par pārceltajām darbdienām klusē." };
}
