using System.Globalization;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Notification;

/// <summary>Whether a letter fits into the e-address, by the pack's figures, and what to do when it does not.</summary>
internal static class EAddressFit
{
    public static EAddressLimits? Of(MunicipalityPack pack) =>
        pack.Doors.EAddressLimits is { } rule ? new EAddressLimits(rule.MaxFiles, rule.MaxFileBytes, rule.Extensions) : null;

    /// <summary>For the head who signs; null when it fits or the pack knows no limits.</summary>
    public static string? Problem(MunicipalityPack pack, IReadOnlyList<EAddressFile> files) => Of(pack) is { } limits ? limits.Misfits(files) switch
    {
        [] => null,
        [EAddressMisfit.TooManyFiles, ..] => string.Create(
            CultureInfo.InvariantCulture, $"E-adresē vienā ziņojumā var sūtīt ne vairāk kā {limits.MaxFiles} failus. Apvienojiet pielikumus vienā failā un parakstiet vēlreiz."),
        [EAddressMisfit.FileTooLarge, ..] => string.Create(
            CultureInfo.InvariantCulture,
            $"E-adrese nepieņem failu, kas lielāks par {limits.MaxFileBytes / 1024} kB. Parakstiet tieši lejupielādēto lēmumu bez citiem failiem; ja arī tas ir par lielu, sazinieties ar sistēmas uzturētāju."),
        _ => $"E-adrese nepieņem šādu failu. Der: {string.Join(", ", limits.Extensions)}. Parakstiet lēmumu kā .edoc.",
    }
    : null;
}
