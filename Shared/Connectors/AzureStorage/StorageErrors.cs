using System.Text.Json;
using Azure;
using Azure.Identity;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage;

/// <summary>Turns what the pipeline throws and the services answer into the typed exceptions.</summary>
internal static class StorageErrors
{
    private static readonly string[] BeingDeleted = ["ContainerBeingDeleted", "TableBeingDeleted", "QueueBeingDeleted"];

    public static StorageException? Translate(Exception problem, StoragePlace place, CancellationToken cancellation) => problem switch
    {
        StorageException => null,
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        AuthenticationFailedException or CredentialUnavailableException => new StorageAccessException(
            $"{place}: no token could be had for the account ({problem.GetType().Name}). Check that the app's managed identity exists and is assigned to it, and that its client id in the settings is right.",
            inner: problem),
        TableBatchBusyException busy => Of(busy.Status, busy.Code, null, place),
        AggregateException { InnerExceptions: [.., TableBatchBusyException busy] } => Of(busy.Status, busy.Code, null, place),
        AggregateException or RequestFailedException or IOException or HttpRequestException or OperationCanceledException => new StorageUnavailableException(
            $"{place}: no answer after all retries ({Reason(problem)}). The call may be made again; if it stays so, check the account name, the network rules of the account and the service's health.",
            inner: problem),
        _ => null,
    };

    public static StorageException Of(Response response, StoragePlace place)
    {
        var code = Code(response);
        return Of(response.Status, code, null, place);
    }

    public static StorageException Of(int status, string? code, int? operation, StoragePlace place)
    {
        var answered = $"{place}: the service answered {status}{(code is null ? string.Empty : $" {code}")}";
        return status switch
        {
            409 when BeingDeleted.Contains(code) => new StorageUnavailableException($"{answered}: it is being deleted. Wait until that has ended, or choose another name.", status, code),
            401 or 403 => new StorageAccessException(
                $"{answered}. Check that the settings name the municipality's own account, and that the app's identity has the data roles on it (Storage Blob, Table and Queue Data Contributor).", status, code),
            404 => new StorageNotFoundException($"{answered}. If the whole account is new, start the app once so that it makes its containers and tables; if not, restore what is missing from the backup.", code),
            409 or 412 => new StorageConflictException($"{answered}: somebody else was first. Read again and decide again.", status, code, operation),
            408 or 429 or >= 500 => new StorageUnavailableException($"{answered}, also after all retries. The call may be made again; if it stays so, look at the account's limits and the service's health.", status, code),
            _ => new StorageRejectedException($"{answered}. The request cannot succeed as it is; this is an error in the program or in its settings.", status, code),
        };
    }

    public static string? Code(Response response)
    {
        if (response.Headers.TryGetValue("x-ms-error-code", out var code))
        {
            return code;
        }

        try
        {
            return response.ContentStream is { CanSeek: true } ? TableCode(response.Content) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TableCode(BinaryData content)
    {
        if (content.ToMemory().IsEmpty)
        {
            return null;
        }

        using var document = JsonDocument.Parse(content);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("odata.error", out var error)
            && error.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    private static string Reason(Exception problem) => problem switch
    {
        AggregateException { InnerExceptions: [.., var last] } => Reason(last),
        RequestFailedException { InnerException: { } inner } => Reason(inner),
        HttpRequestException http => http.HttpRequestError.ToString(),
        OperationCanceledException => "timeout",
        _ => problem.GetType().Name,
    };
}
