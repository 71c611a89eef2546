using System.Diagnostics;
using System.Text.Json.Nodes;
using SocialWorkflows.Tests.Connectors.AzureStorage;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>What the process says when it may not start in Azure.</summary>
public sealed class AzureStartTests
{
    [Fact]
    public async Task Serve_EmbeddedStoresInAzure_EndsWithTheReason()
    {
        var (code, error) = await ServeAsync(new Dictionary<string, string> { ["WEBSITE_SITE_NAME"] = "smiltene-workflows" });

        code.ShouldBe(2);
        error.ShouldContain("Stores:CaseAccount");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Serve_OtherInstallationsAccount_EndsWithTheReason()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        await using var identity = new IdentityEndpoint();
        var settings = HostedAzureDemoTests.Settings(fixture, identity);
        settings.Remove("WEBSITE_SITE_NAME");
        var store = new SocialWorkflows.Connectors.AzureStorage.Cases.AzureCaseStore(
            fixture.Account, fixture.Prefix, new(code => code, reference => reference.CaseId, address => address), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await store.OpenAsync("somebody else", CancellationToken.None);

        var (code, error) = await ServeAsync(settings);

        code.ShouldBe(2);
        error.ShouldContain("other secrets");
        error.ShouldNotContain("   at ");
    }

    /// <summary>Another app works there, under the same secrets.</summary>
    [Fact]
    public async Task Serve_AccountOfAnotherApp_EndsWithTheReason()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        await using var identity = new IdentityEndpoint();
        var settings = await ProductionAsync(fixture, identity);
        var store = Store(fixture, fixture.Prefix);
        await store.OpenAsync(Fingerprint(settings), CancellationToken.None);
        await store.HoldAsync("another-app", CancellationToken.None);

        var (code, error) = await ServeAsync(settings);

        code.ShouldBe(2);
        error.ShouldContain("'another-app'");
        error.ShouldNotContain("   at ");
    }

    /// <summary>Two apps, each with a case account of its own, on the hub of one host account.</summary>
    [Fact]
    public async Task Serve_TaskHubOfAnotherInstallation_EndsWithTheReason()
    {
        var fixture = await AzuriteFixture.CreateAsync();
        await using var identity = new IdentityEndpoint();
        var settings = await ProductionAsync(fixture, identity);
        (settings["AzureWebJobsStorage__blobServiceUri"], settings["AzureWebJobsStorage__queueServiceUri"], settings["AzureWebJobsStorage__tableServiceUri"]) =
            (fixture.Peer.Endpoints.Blob.AbsoluteUri, fixture.Peer.Endpoints.Queue.AbsoluteUri, fixture.Peer.Endpoints.Table.AbsoluteUri);
        settings["AzureFunctionsJobHost__extensions__durableTask__hubName"] = fixture.Prefix + "Hub";
        settings["FUNCTIONS_CUSTOMHANDLER_PORT"] = FreePort();
        var other = Store(fixture, fixture.Prefix + "other");
        await other.HoldHubAsync(fixture.Account, fixture.Prefix + "hub", CancellationToken.None);
        await other.HoldHubAsync(fixture.Account, fixture.Prefix + "hub", CancellationToken.None);

        var (code, error) = await ServeAsync(settings);

        code.ShouldBe(2);
        error.ShouldContain($"The task hub '{fixture.Prefix}Hub' works for the cases in {other.Tables.Name}");
        error.ShouldNotContain("   at ");
    }

    private static SocialWorkflows.Connectors.AzureStorage.Cases.AzureCaseStore Store(AzuriteFixture fixture, string prefix) => new(
        fixture.Account, prefix, new(code => code, reference => reference.CaseId, address => address), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

    private static string FreePort()
    {
        using var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        return ((System.Net.IPEndPoint)free.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What the infrastructure sets.</summary>
    private static async Task<Dictionary<string, string>> ProductionAsync(AzuriteFixture fixture, IdentityEndpoint identity)
    {
        var settings = HostedAzureDemoTests.Settings(fixture, identity);
        var staff = (JsonArray)JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Functions", "Workplace", "sample-staff.json"), TestContext.Current.CancellationToken))!;
        foreach (var person in staff)
        {
            person!["entraId"] = Guid.NewGuid().ToString();
        }

        settings["Staff__File"] = Path.GetTempFileName();
        await File.WriteAllTextAsync(settings["Staff__File"], staff.ToJsonString(), TestContext.Current.CancellationToken);
        (settings["SignIn__Mode"], settings["SignIn__TenantId"], settings["WEBSITE_AUTH_ENABLED"]) = ("app-service", Guid.NewGuid().ToString(), "True");
        (settings["Mail__Outgoing__Sender"], settings["Mail__Smtp__Host"]) = ("smtp", "127.0.0.1");
        (settings["Mail__Graph__Mailbox"], settings["EAddress__Mode"]) = ("soc@novads.example", "off");
        settings["Trust__Folder"] = Directory.CreateTempSubdirectory("azure-trust-").FullName;
        await File.WriteAllTextAsync(Path.Combine(settings["Trust__Folder"], "lv.xml"), "<list/>", TestContext.Current.CancellationToken);
        return settings;
    }

    private static string Fingerprint(Dictionary<string, string> settings) => SocialWorkflows.Functions.Hosting.CaseStores.Fingerprint(new SocialWorkflows.Functions.Hosting.SecretKeys(
        Convert.FromBase64String(settings["Stores__PersonLookupKey"]), Convert.FromBase64String(settings["Stores__CaseAddressKey"])));

    private static async Task<(int Code, string Error)> ServeAsync(Dictionary<string, string> settings)
    {
        var data = Directory.CreateTempSubdirectory("azure-start-").FullName;
        var start = new ProcessStartInfo(FunctionsHost.Executable, ["serve", "--port", "0", "--data", data]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SignIn__Mode"] = "development";
        start.Environment["Mail__Outgoing__Sender"] = "outbox";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;

        // One that starts although it should not must fail the test, not hold it up.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var ending = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Directory.Delete(data, recursive: true);
        await output;
        return (process.ExitCode, error);
    }
}
