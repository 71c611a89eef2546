namespace SocialWorkflows.Mail.EAddress;

/// <summary>
/// Whether a person has an active official electronic address: while it is active, an institution writes there and nowhere else
/// (Oficiālās elektroniskās adreses likums). Asked again at the moment of sending, because people open and close theirs between the two.
/// </summary>
public interface IEAddressDirectory
{
    /// <summary>
    /// What the state's service says now. Never throws for a service that is down, slow or not connected: that is
    /// <see cref="EAddressStanding.Unknown"/>, and then the person's own word stands.
    /// </summary>
    /// <param name="municipality">Who asks; only institutions may.</param>
    /// <param name="personalCode">Eleven digits, with or without the hyphen. Never logged.</param>
    Task<EAddressStanding> StandingAsync(string municipality, string personalCode, CancellationToken cancellation);
}

public enum EAddressStanding
{
    /// <summary>Nobody was asked or nobody answered. Neither proof of an address nor of its absence.</summary>
    Unknown,
    Active,
    Inactive,
}
