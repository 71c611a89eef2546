using System.Text.RegularExpressions;

namespace SocialWorkflows.Connectors.AzureStorage;

/// <summary>Where an account's three services answer.</summary>
public sealed partial record StorageEndpoints(Uri Blob, Uri Queue, Uri Table)
{
    /// <summary>The endpoints of an account in the public cloud.</summary>
    /// <exception cref="StorageRejectedException">This is no account name.</exception>
    public static StorageEndpoints OfAccount(string account, string suffix = "core.windows.net") => AccountName().IsMatch(account)
        ? new StorageEndpoints(Of(account, "blob", suffix), Of(account, "queue", suffix), Of(account, "table", suffix))
        : throw new StorageRejectedException($"'{account}' is no storage account name: 3 to 24 lower-case letters and digits. Give the name alone, without https:// and without a key.");

    private static Uri Of(string account, string service, string suffix) => new($"https://{account}.{service}.{suffix}");

    [GeneratedRegex("^[a-z0-9]{3,24}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountName();
}
