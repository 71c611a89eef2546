using SocialWorkflows.Casework.Documents;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Which <see cref="IKeptFiles"/> is meant.</summary>
internal static class KeptPlaces
{
    public const string Synthetic = "synthetic";
    public const string EAddress = "e-address";
    public const string Dispatch = "dispatch";
    public const string Sessions = "sessions";
}
