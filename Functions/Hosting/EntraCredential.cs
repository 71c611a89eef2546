using Azure.Core;
using Azure.Identity;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Who the app is for Microsoft's services: a managed identity, or an application with a certificate where there is none.</summary>
internal static class EntraCredential
{
    /// <param name="configuration">Names the identity where nothing nearer does (<c>AZURE_CLIENT_ID</c>); without it, it is the one Azure gave the app itself.</param>
    /// <param name="clientId">Of the identity or application; empty: as the configuration says.</param>
    /// <param name="tenantId">Of the application; used with a certificate only.</param>
    /// <param name="certificateFile">PEM file with certificate and key; null: a managed identity.</param>
    public static TokenCredential Of(IConfiguration configuration, string clientId, string tenantId, string? certificateFile)
    {
        if (certificateFile is not null)
        {
            return new ClientCertificateCredential(tenantId, clientId, certificateFile);
        }

        var identity = clientId.Length > 0 ? clientId : configuration["AZURE_CLIENT_ID"];
        return new ManagedIdentityCredential(string.IsNullOrEmpty(identity) ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(identity));
    }
}
