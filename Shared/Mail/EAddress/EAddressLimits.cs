namespace SocialWorkflows.Mail.EAddress;

/// <summary>What one message of the official e-address may carry; the figures are the municipality pack's.</summary>
/// <param name="MaxFiles">Files in one message.</param>
/// <param name="MaxFileBytes">Bytes of one file.</param>
/// <param name="Extensions">Lower case, with the dot.</param>
public sealed record EAddressLimits(int MaxFiles, long MaxFileBytes, IReadOnlyList<string> Extensions)
{
    /// <summary>Code of a notice that was not sent because it does not fit, as <see cref="EAddressConfirmation.Problem"/>.</summary>
    public const string Code = "LIMITS";

    /// <summary>What does not fit; empty when everything does.</summary>
    public IReadOnlyList<EAddressMisfit> Misfits(IReadOnlyList<EAddressFile> files) =>
    [
        .. files.Count > MaxFiles ? [EAddressMisfit.TooManyFiles] : Array.Empty<EAddressMisfit>(),
        .. files.Any(file => file.Content.Length > MaxFileBytes) ? [EAddressMisfit.FileTooLarge] : Array.Empty<EAddressMisfit>(),
        .. files.Any(file => !Extensions.Contains(Path.GetExtension(NameFor(file.Name)), StringComparer.OrdinalIgnoreCase)) ? [EAddressMisfit.TypeNotTaken] : Array.Empty<EAddressMisfit>(),
    ];

    /// <summary>The same container by the name the portal knows: .asice is .edoc there.</summary>
    public static string NameFor(string name) => Path.GetExtension(name).Equals(".asice", StringComparison.OrdinalIgnoreCase) ? Path.ChangeExtension(name, ".edoc") : name;
}

public enum EAddressMisfit
{
    TooManyFiles,
    FileTooLarge,
    TypeNotTaken,
}
