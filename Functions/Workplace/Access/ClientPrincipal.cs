using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocialWorkflows.Functions.Workplace.Access;

/// <summary>
/// Who App Service authentication says has signed in: the header X-MS-CLIENT-PRINCIPAL, Base64 of JSON.
/// Source: https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities.
/// </summary>
/// <param name="Provider"><c>aad</c> for Entra ID.</param>
internal sealed record ClientPrincipal([property: JsonPropertyName("auth_typ")] string? Provider, IReadOnlyList<ClientPrincipal.Claim?>? Claims)
{
    /// <summary>The platform gives some claims their long names; both are the same claim.</summary>
    private static readonly string[] ObjectId = ["http://schemas.microsoft.com/identity/claims/objectidentifier", "oid"];

    private static readonly string[] Tenant = ["http://schemas.microsoft.com/identity/claims/tenantid", "tid"];

    public Guid? PersonId => Only(ObjectId);

    public Guid? TenantId => Only(Tenant);

    /// <summary>When the person signed in, or else the account's token was issued. Null where the platform does not pass it on.</summary>
    public DateTimeOffset? Since => SignInTimes.Of(name =>
        (Claims ?? []).FirstOrDefault(c => c?.Type == name)?.Value is { } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null);

    /// <returns>Null when the text is not such a header.</returns>
    public static ClientPrincipal? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ClientPrincipal>(Convert.FromBase64String(text), JsonSerializerOptions.Web);
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The one value under either name; several different ones are none.</summary>
    private Guid? Only(string[] names)
    {
        var values = (Claims ?? []).OfType<Claim>().Where(c => names.Contains(c.Type)).Select(c => c.Value).Distinct().ToList();
        return values is [{ } only] && Guid.TryParse(only, out var id) ? id : null;
    }

    internal sealed record Claim([property: JsonPropertyName("typ")] string? Type, [property: JsonPropertyName("val")] string? Value);
}
