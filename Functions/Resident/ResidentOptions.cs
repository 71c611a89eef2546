using System.ComponentModel.DataAnnotations;

namespace SocialWorkflows.Functions.Resident;

/// <summary>The status page of residents without an account.</summary>
internal sealed class ResidentOptions
{
    public const string SectionName = "Resident";

    /// <summary>Where residents reach this app, like <c>https://statuss.novads.lv/</c>. Unset: e-mails carry no link, and the page is reached by none.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>How long a link opens the page, in hours, where the municipality's data say nothing.</summary>
    [Range(1, 336)]
    public int LinkHours { get; init; } = 72;

    /// <summary>How long the page stays open without a new link.</summary>
    [Range(5, 120)]
    public int SessionMinutes { get; init; } = 30;

    /// <summary>How long a person has to make sure who asked to be written to elsewhere, in days; a letter by post goes and is answered meanwhile.</summary>
    [Range(3, 60)]
    public int ContactDays { get; init; } = 21;

    /// <summary>Tries to open links, by one client in ten minutes.</summary>
    [Range(5, 10_000)]
    public int MostTriesOfAClient { get; init; } = 60;

    public bool HasUsableAddress => PublicAddress is null || (PublicAddress.IsAbsoluteUri && (PublicAddress.Scheme == Uri.UriSchemeHttps || PublicAddress.IsLoopback));
}
