using System.Globalization;
using System.Security.Cryptography;
using Azure.Core;

namespace SocialWorkflows.Connectors.AzureStorage.Blobs;

/// <summary>A hold on a blob that somebody else may take over once it runs out.</summary>
internal sealed class BlobLease
{
    private readonly BlobContainer _container;
    private readonly string _blob;

    private BlobLease(BlobContainer container, string blob, string id)
    {
        _container = container;
        _blob = blob;
        Id = id;
    }

    /// <summary>Give it with every write to the blob.</summary>
    public string Id { get; }

    /// <summary>Proposing the id ourselves makes a repeated acquire succeed for its owner.</summary>
    public static async Task<BlobLease?> AcquireAsync(BlobContainer container, string blob, TimeSpan duration, CancellationToken cancellation)
    {
        var lease = new BlobLease(container, blob, new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D"));
        try
        {
            await lease.SendAsync(
                "acquire",
                201,
                [("x-ms-lease-duration", duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)), ("x-ms-proposed-lease-id", lease.Id)],
                cancellation);
            return lease;
        }
        catch (StorageConflictException held) when (held.Code == "LeaseAlreadyPresent")
        {
            return null;
        }
    }

    /// <exception cref="StorageConflictException">Somebody else holds it now: stop at once.</exception>
    public Task RenewAsync(CancellationToken cancellation) => SendAsync("renew", 200, [("x-ms-lease-id", Id)], cancellation);

    /// <exception cref="StorageConflictException">Somebody else holds it now.</exception>
    public Task ReleaseAsync(CancellationToken cancellation) => SendAsync("release", 200, [("x-ms-lease-id", Id)], cancellation);

    private async Task SendAsync(string action, int expected, (string Name, string Value)[] headers, CancellationToken cancellation)
    {
        using var message = _container.Request(RequestMethod.Put, $"/{BlobContainer.Escaped(_blob)}?comp=lease");
        message.Request.Headers.SetValue("x-ms-lease-action", action);
        message.Request.Headers.SetValue("Content-Length", "0");
        foreach (var (name, value) in headers)
        {
            message.Request.Headers.SetValue(name, value);
        }

        await _container.SendAsync(message, $"lease {action} in", cancellation, expected);
    }
}
