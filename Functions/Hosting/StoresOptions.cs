using SocialWorkflows.Connectors.AzureStorage;

namespace SocialWorkflows.Functions.Hosting;

/// <summary>The stores cannot be used as they are set; the message says which setting and what to do.</summary>
internal sealed class StoresException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Section <c>Stores</c>: where cases and documents lie. Empty: in the data folder of this machine.</summary>
internal sealed class StoresOptions
{
    public const string SectionName = "Stores";

    private const int SecretBytes = 32;

    /// <summary>Name of the municipality's storage account. Empty: the embedded stores.</summary>
    public string CaseAccount { get; set; } = string.Empty;

    /// <summary>Client id of the user-assigned identity; empty takes that of <c>AZURE_CLIENT_ID</c>, else the app's own.</summary>
    public string IdentityClientId { get; set; } = string.Empty;

    /// <summary>Base64 of 32 random bytes, as a Key Vault reference: keys the look-up of persons. Never changed once there are cases.</summary>
    public string PersonLookupKey { get; set; } = string.Empty;

    /// <summary>Base64 of 32 random bytes, as a Key Vault reference: keys the tokens of reply addresses. Never changed once there are cases.</summary>
    public string CaseAddressKey { get; set; } = string.Empty;

    /// <summary>Letters and digits before every table's name; empty unless two test installations share an account.</summary>
    public string TablePrefix { get; set; } = string.Empty;

    /// <summary>The three https addresses of the account where they are not those of the public cloud; all or none.</summary>
    public string BlobEndpoint { get; set; } = string.Empty;

    public string QueueEndpoint { get; set; } = string.Empty;

    public string TableEndpoint { get; set; } = string.Empty;

    /// <summary>Second folder for the daily anchors of the journal, best on another machine; only with the embedded stores. Empty: none.</summary>
    public string AnchorCopy { get; set; } = string.Empty;

    public bool InAzure => CaseAccount.Length > 0;

    /// <param name="configuration">Settings and environment.</param>
    /// <exception cref="StoresException">A setting is missing or wrong, or the embedded stores were chosen where the disk does not last.</exception>
    public static StoresOptions Read(IConfiguration configuration)
    {
        var options = configuration.GetSection(SectionName).Get<StoresOptions>() ?? new StoresOptions();
        if (!options.InAzure)
        {
            return configuration["WEBSITE_SITE_NAME"] is { Length: > 0 } site
                ? throw new StoresException(
                    $"The app '{site}' runs in Azure, whose disk is emptied with every restart: the embedded stores would lose every case. "
                    + "Set Stores:CaseAccount to the name of the municipality's storage account, and Stores:PersonLookupKey and Stores:CaseAddressKey to Key Vault references.")
                : options;
        }

        if (options.IdentityClientId.Length == 0)
        {
            options.IdentityClientId = configuration["AZURE_CLIENT_ID"] ?? string.Empty;
        }

        options.Check(SectionName);
        return options;
    }

    /// <exception cref="StoresException">A setting of the account is missing or wrong.</exception>
    public void Check(string section)
    {
        Endpoints(section);
        Secret(nameof(PersonLookupKey), PersonLookupKey);
        Secret(nameof(CaseAddressKey), CaseAddressKey);
        if (!TablePrefix.All(char.IsAsciiLetterOrDigit) || (TablePrefix.Length > 0 && !char.IsAsciiLetter(TablePrefix[0])) || TablePrefix.Length > 20)
        {
            throw new StoresException($"{section}:TablePrefix is '{TablePrefix}': at most 20 letters and digits, a letter first. Leave it empty in production.");
        }
    }

    public SecretKeys Secrets() => new(Secret(nameof(PersonLookupKey), PersonLookupKey), Secret(nameof(CaseAddressKey), CaseAddressKey));

    /// <exception cref="StoresException">The account's name or addresses are wrong.</exception>
    public StorageEndpoints Endpoints(string section = SectionName)
    {
        string[] given = [BlobEndpoint, QueueEndpoint, TableEndpoint];
        try
        {
            return given.All(e => e.Length == 0)
                ? StorageEndpoints.OfAccount(CaseAccount)
                : new StorageEndpoints(Address($"{section}:{nameof(BlobEndpoint)}", BlobEndpoint), Address($"{section}:{nameof(QueueEndpoint)}", QueueEndpoint), Address($"{section}:{nameof(TableEndpoint)}", TableEndpoint));
        }
        catch (StorageRejectedException problem)
        {
            throw new StoresException($"{section}:{(section == SectionName ? nameof(CaseAccount) : nameof(StoresCopyOptions.Account))}: {problem.Message}", problem);
        }
    }

    private static Uri Address(string setting, string value) => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
        ? address
        : throw new StoresException($"{setting} is no https address. Give all three of BlobEndpoint, QueueEndpoint and TableEndpoint, or none for the public cloud.");

    /// <summary>The value itself is never shown.</summary>
    private static byte[] Secret(string name, string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var written) && written == SecretBytes
            ? bytes[..written]
            : throw new StoresException(
                $"Stores:{name} is not {SecretBytes} bytes in Base64{(value.StartsWith("@Microsoft.KeyVault", StringComparison.Ordinal) ? "; its Key Vault reference was not resolved: check that the app's identity may read secrets of the vault" : string.Empty)}. "
                + "Make one with 'openssl rand -base64 32', keep it in Key Vault, and never change it once there are cases.");
    }
}
