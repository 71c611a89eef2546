using System.Diagnostics;
using SocialWorkflows.Tests.Connectors.AzureStorage;

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
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Directory.Delete(data, recursive: true);
        await output;
        return (process.ExitCode, error);
    }
}
