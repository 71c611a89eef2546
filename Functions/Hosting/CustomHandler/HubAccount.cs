using System.Text.Json;
using Azure.Identity;
using SocialWorkflows.Connectors.AzureStorage;

namespace SocialWorkflows.Functions.Hosting.CustomHandler;

/// <summary>The account in which the Functions host keeps the task hub, as far as the identity reaches it.</summary>
/// <param name="Hub">Name of the task hub.</param>
internal sealed record HubAccount(StorageAccount Account, string Hub)
{
    private const string Section = "AzureWebJobsStorage";
    private const string HubSetting = "AzureFunctionsJobHost:extensions:durableTask:hubName";

    /// <summary>Null where the host uses a connection string, or no account of its own.</summary>
    /// <exception cref="StoresException">The account's name or addresses are wrong.</exception>
    public static HubAccount? Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section);
        if (Endpoints(settings) is not { } endpoints)
        {
            return null;
        }

        var client = settings["clientId"] ?? configuration["AZURE_CLIENT_ID"] ?? string.Empty;
        var identity = client.Length == 0 ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(client);
        return new HubAccount(new StorageAccount(endpoints, new ManagedIdentityCredential(identity), Clock.OfTheMachine), configuration[HubSetting] is { Length: > 0 } set ? set : OfThePackage());
    }

    private static StorageEndpoints? Endpoints(IConfigurationSection settings)
    {
        try
        {
            if (settings["accountName"] is { Length: > 0 } name)
            {
                return StorageEndpoints.OfAccount(name);
            }

            return Address(settings["blobServiceUri"]) is { } blob && Address(settings["queueServiceUri"]) is { } queue && Address(settings["tableServiceUri"]) is { } table
                ? new StorageEndpoints(blob, queue, table)
                : null;
        }
        catch (StorageRejectedException problem)
        {
            throw new StoresException($"{Section}: {problem.Message}", problem);
        }
    }

    private static Uri? Address(string? value) => Uri.TryCreate(value, UriKind.Absolute, out var address) ? address : null;

    private static string OfThePackage()
    {
        using var host = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "host.json")));
        return host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString()!;
    }
}
