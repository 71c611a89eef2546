namespace SocialWorkflows.Signatures;

/// <summary>Who is trusted at this moment. A service that refreshes its lists changes what it answers; one inspection asks once.</summary>
public interface ITrustSource
{
    TrustStore Current { get; }
}
