using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Azure;
using Azure.Core;

namespace SocialWorkflows.Connectors.AzureStorage.Blobs;

/// <param name="Size">Bytes.</param>
/// <param name="Hash">MD5 that the service took of a blob written in one request, in Base64; null of others. It tells copies apart, and proves nothing.</param>
internal sealed record BlobInfo(string Name, long Size, string ETag, string? Hash = null);

/// <summary>One container of block blobs.</summary>
internal sealed class BlobContainer(StorageAccount account, string name)
{
    /// <summary>What one request carries: small enough to be tried again at little cost.</summary>
    public const int BlockBytes = 4 * 1024 * 1024;

    public string Name => name;

    private Uri Address => new($"{account.Endpoints.Blob.AbsoluteUri.TrimEnd('/')}/{name}");

    /// <exception cref="StorageException">It neither exists nor can be made.</exception>
    public async Task CreateIfMissingAsync(CancellationToken cancellation)
    {
        using var message = Request(RequestMethod.Put, "?restype=container");
        message.Request.Headers.SetValue("Content-Length", "0");
        try
        {
            await account.SendAsync(message, Place("making the container"), cancellation, 201);
        }
        catch (StorageConflictException exists) when (exists.Code == "ContainerAlreadyExists")
        {
        }
    }

    /// <summary>Writes a blob in one request or, when larger, in blocks. Returns false when the condition does not hold; then nothing changed.</summary>
    public Task<bool> PutAsync(string blob, ReadOnlyMemory<byte> content, BlobCondition condition, CancellationToken cancellation) =>
        new BlobUpload(this, blob, condition).PutAsync(content, cancellation);

    /// <summary>As <see cref="PutAsync(string, ReadOnlyMemory{byte}, BlobCondition, CancellationToken)"/>, holding one block in memory at a time.</summary>
    public Task<bool> PutAsync(string blob, Stream content, BlobCondition condition, CancellationToken cancellation) =>
        new BlobUpload(this, blob, condition).PutAsync(content, cancellation);

    /// <summary>The blob's bytes, or null when there is none.</summary>
    public async Task<byte[]?> FindAsync(string blob, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        return await CopyToAsync(blob, memory, cancellation) ? memory.ToArray() : null;
    }

    /// <summary>Copies range by range, so that a broken connection repeats one range; false when there is no such blob.</summary>
    /// <exception cref="StorageConflictException">The blob changed while it was read.</exception>
    public async Task<bool> CopyToAsync(string blob, Stream destination, CancellationToken cancellation)
    {
        string? etag = null;
        for (long at = 0, total = 1; at < total;)
        {
            var range = await RangeAsync(blob, at, BlockBytes, etag, cancellation);
            if (range is null)
            {
                return etag is null ? false : throw new StorageConflictException($"{Place("reading")}: the blob was deleted while it was read. Read again.", 404);
            }

            await destination.WriteAsync(range.Content, cancellation);
            etag = range.ETag;
            total = range.Total;
            at += range.Content.Length;
            if (range.Content.Length == 0)
            {
                break;
            }
        }

        return true;
    }

    /// <summary>Part of a blob; null when there is no such blob. A range past the end is empty.</summary>
    public async Task<BlobRange?> RangeAsync(string blob, long offset, int count, string? etag, CancellationToken cancellation)
    {
        using var message = Request(RequestMethod.Get, "/" + Escaped(blob));
        message.Request.Headers.SetValue("x-ms-range", $"bytes={offset}-{offset + count - 1}");
        if (etag is not null)
        {
            message.Request.Headers.SetValue("If-Match", etag);
        }

        var response = await account.SendAsync(message, Place("reading"), cancellation, 200, 206, 404, 416);
        return response.Status switch
        {
            404 when StorageErrors.Code(response) == "ContainerNotFound" => throw StorageErrors.Of(response, Place("reading")),
            404 => null,
            416 => new BlobRange([], ETagOf(response), 0),
            _ => new BlobRange(response.Content.ToArray(), ETagOf(response), Total(response)),
        };
    }

    public async Task<BlobInfo?> PropertiesAsync(string blob, CancellationToken cancellation) =>
        await HeadAsync(blob, cancellation) is { } found ? new BlobInfo(blob, found.Size, found.ETag) : null;

    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellation, int? pageSize = null)
    {
        string? marker = null;
        do
        {
            var query = $"?restype=container&comp=list&prefix={Uri.EscapeDataString(prefix)}"
                + (pageSize is { } size ? string.Create(CultureInfo.InvariantCulture, $"&maxresults={size}") : string.Empty)
                + (marker is null ? string.Empty : $"&marker={Uri.EscapeDataString(marker)}");
            using var message = Request(RequestMethod.Get, query);
            var response = await account.SendAsync(message, Place("listing"), cancellation, 200);
            var page = XDocument.Load(response.Content.ToStream()).Root!;
            foreach (var found in page.Element("Blobs")!.Elements("Blob"))
            {
                var properties = found.Element("Properties")!;
                yield return new BlobInfo(
                    found.Element("Name")!.Value,
                    long.Parse(properties.Element("Content-Length")!.Value, CultureInfo.InvariantCulture),
                    properties.Element("Etag")!.Value,
                    properties.Element("Content-MD5")?.Value is { Length: > 0 } hash ? hash : null);
            }

            marker = page.Element("NextMarker")?.Value;
        }
        while (!string.IsNullOrEmpty(marker));
    }

    /// <summary>False when there is none.</summary>
    /// <exception cref="StorageConflictException">The condition does not hold, or somebody else holds a lease.</exception>
    public async Task<bool> DeleteAsync(string blob, BlobCondition condition, CancellationToken cancellation)
    {
        using var message = Request(RequestMethod.Delete, "/" + Escaped(blob));
        condition.Apply(message.Request);
        return (await account.SendAsync(message, Place("deleting"), cancellation, 202, 404)).Status == 202;
    }

    /// <summary>Keeps others from writing a blob for 15 to 60 seconds; null when somebody holds it.</summary>
    public Task<BlobLease?> LeaseAsync(string blob, TimeSpan duration, CancellationToken cancellation) =>
        BlobLease.AcquireAsync(this, blob, duration, cancellation);

    internal HttpMessage Request(RequestMethod method, string pathAndQuery) => account.Request(method, new Uri(Address.AbsoluteUri + pathAndQuery));

    internal Task<Response> SendAsync(HttpMessage message, string doing, CancellationToken cancellation, params int[] expected) =>
        account.SendAsync(message, Place(doing), cancellation, expected);

    internal async Task<(long Size, string ETag, string? Operation)?> HeadAsync(string blob, CancellationToken cancellation)
    {
        using var message = Request(RequestMethod.Head, "/" + Escaped(blob));
        var response = await account.SendAsync(message, Place("looking at"), cancellation, 200, 404);
        return response.Status == 404
            ? null
            : (response.Headers.ContentLength ?? 0, ETagOf(response), response.Headers.TryGetValue(BlobUpload.OperationHeader, out var operation) ? operation : null);
    }

    internal static string Escaped(string blob) => string.Join('/', blob.Split('/').Select(Uri.EscapeDataString));

    private static string ETagOf(Response response) => response.Headers.TryGetValue("ETag", out var etag) ? etag! : string.Empty;

    private static long Total(Response response) => response.Headers.TryGetValue("Content-Range", out var range)
        ? long.Parse(range![(range.IndexOf('/', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)
        : response.Content.ToMemory().Length;

    private StoragePlace Place(string doing) => new(account.Endpoints.Blob, $"'{name}'", doing);
}

/// <param name="Total">Size of the whole blob in bytes.</param>
internal sealed record BlobRange(byte[] Content, string ETag, long Total);
