using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SocialWorkflows.Connectors.AzureStorage.Tables;

/// <param name="Status">Of the first row that was refused.</param>
/// <param name="Code">The service's word for it.</param>
/// <param name="Operation">The how manieth of the batch, from zero.</param>
internal sealed record TableBatchRefusal(int Status, string? Code, int? Operation);

/// <summary>The multipart body of an entity group transaction, and what its answer says.</summary>
internal static partial class TableBatchBody
{
    public static byte[] Write(TableBatch batch, Func<string, string> addressOf, string table, string operation, string boundary)
    {
        using var body = new MemoryStream();
        var inner = "changeset_" + boundary;
        Line(body, $"--batch_{boundary}");
        Line(body, $"Content-Type: multipart/mixed; boundary={inner}");
        Line(body, string.Empty);
        foreach (var step in batch.Operations)
        {
            Line(body, $"--{inner}");
            Line(body, "Content-Type: application/http");
            Line(body, "Content-Transfer-Encoding: binary");
            Line(body, string.Empty);
            Write(body, step, step.Verb == TableVerb.Insert ? table : addressOf(step.Entity.RowKey), operation);
        }

        Line(body, $"--{inner}--");
        Line(body, $"--batch_{boundary}--");
        return body.Length <= TableLimits.BatchBytes
            ? body.ToArray()
            : throw new StorageRejectedException($"A batch of the partition {batch.PartitionKey} has {body.Length} bytes; {TableLimits.BatchBytes} is the most.", 413);
    }

    /// <summary>Null when every row was written; else the first refusal.</summary>
    public static TableBatchRefusal? Refusal(string answer)
    {
        var statuses = StatusLine().Matches(answer);
        if (statuses.Count == 0)
        {
            return new(500, "NoAnswerInBatch", null);
        }

        foreach (Match match in statuses)
        {
            var status = int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture);
            if (status >= 300)
            {
                var (code, operation) = Error(answer[match.Index..]);
                return new(status, code, operation);
            }
        }

        return null;
    }

    private static void Write(MemoryStream body, TableOperation step, string address, string operation)
    {
        var verb = step.Verb switch
        {
            TableVerb.Insert => "POST",
            TableVerb.Put or TableVerb.Replace => "PUT",
            TableVerb.Merge => "MERGE",
            _ => "DELETE",
        };
        Line(body, $"{verb} {address} HTTP/1.1");
        Line(body, "Accept: application/json;odata=minimalmetadata");
        Line(body, "DataServiceVersion: 3.0;");
        if (step.ETag is not null)
        {
            Line(body, $"If-Match: {step.ETag}");
        }

        if (step.Verb == TableVerb.Delete)
        {
            Line(body, string.Empty);
            return;
        }

        var content = TableJson.Write(step.Entity, operation);
        Line(body, "Content-Type: application/json");
        Line(body, "Prefer: return-no-content");
        Line(body, $"Content-Length: {content.Length}");
        Line(body, string.Empty);
        body.Write(content);
        Line(body, string.Empty);
    }

    /// <summary>The service names the failing row by the number before the colon of its message.</summary>
    private static (string? Code, int? Operation) Error(string part)
    {
        var from = part.IndexOf('{', StringComparison.Ordinal);
        var until = part.LastIndexOf('}');
        if (from < 0 || until < from)
        {
            return (null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(part[from..(until + 1)]);
            var error = document.RootElement.GetProperty("odata.error");
            var message = error.GetProperty("message").GetProperty("value").GetString() ?? string.Empty;
            var colon = message.IndexOf(':', StringComparison.Ordinal);
            return (error.GetProperty("code").GetString(), colon > 0 && int.TryParse(message.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, null);
        }
    }

    private static void Line(MemoryStream body, string text)
    {
        Span<byte> line = text.Length <= 256 ? stackalloc byte[3 * 256] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        body.Write(line[..Encoding.UTF8.GetBytes(text, line)]);
        body.Write("\r\n"u8);
    }

    [GeneratedRegex(@"^HTTP/1\.1 (?<status>\d{3})", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatusLine();
}
