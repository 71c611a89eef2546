namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>
/// Section "EAddress:Div": the state's e-address by DIV UnifiedService. <b>Never run against the real service</b>: needs the onboarding of
/// docs/doors.md, and first of all the test environment.
/// </summary>
public sealed class DivOptions
{
    public const string SectionName = "EAddress:Div";

    /// <summary>Address of UnifiedService.svc, https. No default: test and production must never be confused.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>PEM file of the authorities the service's own certificate must come from. Null: those this machine trusts.</summary>
    public string? ServerAuthoritiesFile { get; set; }

    /// <summary>For one call, answer included. Default 100 s.</summary>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>For the question whether an address is active; a person may be waiting. Default 10 s.</summary>
    public TimeSpan StandingLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest answer read, attachments included. Default 150 MB.</summary>
    public long MaxAnswerBytes { get; set; } = 150_000_000;

    /// <summary>How long a sending whose answer was lost is looked for before a person is asked. Default one hour.</summary>
    public TimeSpan AskFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Attachments are encrypted for addressees who have published a certificate.</summary>
    public bool EncryptAttachments { get; set; }

    /// <summary>Attachments are sent compressed.</summary>
    public bool CompressAttachments { get; set; }

    /// <summary>By the municipality's id. A municipality that is not here works with folders.</summary>
    public Dictionary<string, DivAccountOptions> Accounts { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the settings and what to do; null when they can be used.</summary>
    public string? Problem(IEnumerable<string> municipalities) => this switch
    {
        { Endpoint: null } => $"{SectionName}:Endpoint is missing. Give the address of UnifiedService.svc that came with the certificate: the test environment first.",
        { Endpoint: { } url } when !url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps => $"{SectionName}:Endpoint must be an absolute https address.",
        { ServerAuthoritiesFile: { } file } when !File.Exists(file) => $"{SectionName}:ServerAuthoritiesFile names no file.",
        { Accounts.Count: 0 } => $"{SectionName}:Accounts is empty. Give each municipality its account, or set EAddress:Mode to folders.",
        _ when CallLimit <= TimeSpan.Zero || StandingLimit <= TimeSpan.Zero || AskFor <= TimeSpan.Zero => $"{SectionName}: CallLimit, StandingLimit and AskFor must be longer than nothing.",
        _ when MaxAnswerBytes is < 1_000_000 or > int.MaxValue => $"{SectionName}:MaxAnswerBytes must lie between 1,000,000 and {int.MaxValue}.",
        _ => Accounts.Select(account => AccountProblem(account.Key, account.Value, municipalities)).FirstOrDefault(problem => problem is not null),
    };

    private static string? AccountProblem(string municipality, DivAccountOptions account, IEnumerable<string> municipalities)
    {
        var setting = $"{SectionName}:Accounts:{municipality}";
        return account switch
        {
            _ when !municipalities.Contains(municipality, StringComparer.Ordinal) => $"{setting}: there is no municipality of that id.",
            _ when !account.Address.Contains('@', StringComparison.Ordinal) || account.Address.StartsWith("_PRIVATE@", StringComparison.OrdinalIgnoreCase) =>
                $"{setting}:Address must be the institution's own e-address, for example _DEFAULT@ and its registration number.",
            { Title.Length: 0 } => $"{setting}:Title is empty: the addressee sees it as the sender's name.",
            { Certificate.Length: > 0, CertificateFile.Length: > 0 } => $"{setting}: give {nameof(DivAccountOptions.Certificate)} or {nameof(DivAccountOptions.CertificateFile)}, not both.",
            { Certificate.Length: 0 } when !File.Exists(account.CertificateFile) => $"{setting}:CertificateFile names no file. It is a PEM file with the certificate that the operator of the e-address issued, and its key.",
            _ when account.FormerCertificateFiles.FirstOrDefault(file => !File.Exists(file)) is not null => $"{setting}:FormerCertificateFiles names a file that is not there.",
            _ => DivAccount.Problem(municipality, account),
        };
    }
}

/// <summary>One institution's account with the service.</summary>
public sealed class DivAccountOptions
{
    /// <summary>The institution's e-address, for example <c>_DEFAULT@90000000000</c>.</summary>
    public string Address { get; set; } = string.Empty;

    /// <summary>The institution's name as author of what it sends.</summary>
    public string Title { get; set; } = string.Empty;

    /// <summary>PEM file with certificate and RSA key: for the connection, the calls, the envelopes and the files encrypted for us.</summary>
    public string CertificateFile { get; set; } = string.Empty;

    /// <summary>The same as PKCS #12 in Base64, in place of the file: a Key Vault reference to a certificate gives it so.</summary>
    public string Certificate { get; set; } = string.Empty;

    /// <summary>Certificates before it, in the same form.</summary>
    public List<string> FormerCertificates { get; set; } = [];

    /// <summary>PEM files of certificates before it: what was encrypted for them can still be read.</summary>
    public List<string> FormerCertificateFiles { get; set; } = [];

    /// <summary>The unit whose messages are listed, where the institution has several. Null: all of the account.</summary>
    public long? AddresseeUnitId { get; set; }
}
