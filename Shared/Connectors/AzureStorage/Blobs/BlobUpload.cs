using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;

namespace SocialWorkflows.Connectors.AzureStorage.Blobs;

/// <summary>
/// Writes one blob. The upload's own id goes with it as metadata, so that a create whose answer was lost is told from
/// somebody else's; block ids hold it too, so that two uploads of one blob do not mix.
/// </summary>
internal sealed class BlobUpload(BlobContainer container, string blob, BlobCondition condition)
{
    public const string OperationHeader = "x-ms-meta-op";

    /// <summary>The service's limit of 50,000 blocks is far away; this is the largest document taken.</summary>
    public const long LargestBytes = 200L * 1024 * 1024;

    private readonly string _operation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public async Task<bool> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        CheckSize(content.Length);
        if (content.Length <= BlobContainer.BlockBytes)
        {
            return await PutOnceAsync(content, cancellation);
        }

        List<string> blocks = [];
        for (var at = 0; at < content.Length; at += BlobContainer.BlockBytes)
        {
            await StageAsync(blocks, content[at..Math.Min(at + BlobContainer.BlockBytes, content.Length)], cancellation);
        }

        return await CommitAsync(blocks, cancellation);
    }

    public async Task<bool> PutAsync(Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[BlobContainer.BlockBytes];
        List<string> blocks = [];
        for (long total = 0; ;)
        {
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            CheckSize(total += read);
            if (read < buffer.Length && blocks.Count == 0)
            {
                return await PutOnceAsync(buffer.AsMemory(0, read), cancellation);
            }

            if (read > 0)
            {
                await StageAsync(blocks, buffer.AsMemory(0, read), cancellation);
            }

            if (read < buffer.Length)
            {
                return await CommitAsync(blocks, cancellation);
            }
        }
    }

    private void CheckSize(long size)
    {
        if (size > LargestBytes)
        {
            throw new StorageRejectedException($"A blob for '{container.Name}' is larger than {LargestBytes} bytes. Split it, or leave it where it is.", 413);
        }
    }

    private Task<bool> PutOnceAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var message = container.Request(RequestMethod.Put, "/" + BlobContainer.Escaped(blob));
        message.Request.Headers.SetValue("x-ms-blob-type", "BlockBlob");
        message.Request.Headers.SetValue("Content-Type", "application/octet-stream");
        message.Request.Content = RequestContent.Create(content);
        return FinishAsync(message, cancellation);
    }

    private async Task StageAsync(List<string> blocks, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_operation}-{blocks.Count:D6}")));
        using var message = container.Request(RequestMethod.Put, $"/{BlobContainer.Escaped(blob)}?comp=block&blockid={Uri.EscapeDataString(id)}");
        if (condition.LeaseId is { } lease)
        {
            message.Request.Headers.SetValue("x-ms-lease-id", lease);
        }

        message.Request.Content = RequestContent.Create(content);
        await container.SendAsync(message, "writing a block to", cancellation, 201);
        blocks.Add(id);
    }

    private async Task<bool> CommitAsync(List<string> blocks, CancellationToken cancellation)
    {
        var list = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{string.Concat(blocks.Select(b => $"<Latest>{b}</Latest>"))}</BlockList>";
        var message = container.Request(RequestMethod.Put, $"/{BlobContainer.Escaped(blob)}?comp=blocklist");
        message.Request.Headers.SetValue("x-ms-blob-content-type", "application/octet-stream");
        message.Request.Headers.SetValue("Content-Type", "application/xml");
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(list));
        return await FinishAsync(message, cancellation);
    }

    /// <summary>Another upload that was first makes the service forget our blocks, so that answer too means "somebody was first".</summary>
    private async Task<bool> FinishAsync(HttpMessage message, CancellationToken cancellation)
    {
        using (message)
        {
            message.Request.Headers.SetValue(OperationHeader, _operation);
            condition.Apply(message.Request);
            try
            {
                await container.SendAsync(message, "writing", cancellation, 201);
                return true;
            }
            catch (StorageConflictException refused) when (refused.Code is null || !refused.Code.StartsWith("Lease", StringComparison.Ordinal))
            {
                return await IsOwnAsync(cancellation);
            }
            catch (StorageRejectedException lost) when (lost.Code == "InvalidBlockList")
            {
                return await container.HeadAsync(blob, cancellation) is { } there ? there.Operation == _operation : throw new StorageConflictException(lost.Message, lost.Status, lost.Code);
            }
        }
    }

    private async Task<bool> IsOwnAsync(CancellationToken cancellation) =>
        await container.HeadAsync(blob, cancellation) is { } there && there.Operation == _operation;
}
