using Azure.Core;
using Azure.Identity;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>Who the app is for Microsoft's services: a managed identity, or an application with a certificate where there is none.</summary>
internal static class EntraCredential
{
    /// <param name="clientId">Of the identity or application; empty: the identity Azure gave the app itself.</param>
    /// <param name="tenantId">Of the application; used with a certificate only.</param>
    /// <param name="certificateFile">PEM file with certificate and key; null: a managed identity.</param>
    public static TokenCredential Of(string clientId, string tenantId, string? certificateFile) => certificateFile is null
        ? new ManagedIdentityCredential(clientId.Length == 0 ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId))
        : new ClientCertificateCredential(tenantId, clientId, certificateFile);
}
