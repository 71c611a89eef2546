using Azure.Core;

namespace SocialWorkflows.Connectors.AzureStorage.Blobs;

/// <summary>When a blob may be written or deleted.</summary>
internal sealed record BlobCondition
{
    public static readonly BlobCondition None = new();

    /// <summary>Only when there is none yet.</summary>
    public static readonly BlobCondition CreateOnly = new() { MustBeNew = true };

    public bool MustBeNew { get; private init; }

    /// <summary>Only when it is still this one.</summary>
    public string? ETag { get; init; }

    /// <summary>Only under this lease; a leased blob refuses everybody else.</summary>
    public string? LeaseId { get; init; }

    public void Apply(Request request)
    {
        if (MustBeNew)
        {
            request.Headers.SetValue("If-None-Match", "*");
        }

        if (ETag is not null)
        {
            request.Headers.SetValue("If-Match", ETag);
        }

        if (LeaseId is not null)
        {
            request.Headers.SetValue("x-ms-lease-id", LeaseId);
        }
    }
}
