using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Tests.Mail;

namespace SocialWorkflows.Tests.Teams;

public sealed class BotAuthenticationTests : IAsyncLifetime
{
    private readonly ConnectorKeys _keys = new();
    private WebApplication _metadata = null!;

    private Uri Address => new(_metadata.Urls.Single() + "/");

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _metadata = builder.Build();
        _metadata.MapGet("/configuration", () => Results.Text(ConnectorKeys.Metadata(Address.AbsoluteUri), "application/json"));
        _metadata.MapGet("/keys", () => Results.Text(_keys.KeySet(), "application/json"));
        await _metadata.StartAsync();
    }

    [Fact]
    public async Task Refusal_OfThirteenTokens_IsAsTheProtocolSays()
    {
        using var authentication = Authentication();
        foreach (var (name, authorization, service, channel, passes) in _keys.Cases(DateTime.UtcNow))
        {
            var refusal = await authentication.RefusalAsync(authorization, service, channel ?? "", TestContext.Current.CancellationToken);

            (refusal is null).ShouldBe(passes, $"{name}: {refusal}");
        }
    }

    [Fact]
    public async Task Refusal_OfThirteenTokens_IsThatOfMicrosoftsOwnLibrary()
    {
        var tests = Path.Combine(Repository.Root, "Tests");
        Assert.SkipUnless(Directory.Exists(Path.Combine(tests, "node_modules", "botframework-connector")), "botframework-connector is not installed: run Tests/install");
        var cases = _keys.Cases(DateTime.UtcNow).ToList();
        var start = new ProcessStartInfo("node", [Path.Combine(tests, "Teams", "authenticate.cjs"), Address + "configuration", ConnectorKeys.AppId.ToString("D")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(
            cases.Select(c => new { c.Authorization, c.Service, c.Channel }), JsonSerializerOptions.Web));
        node.StandardInput.Close();
        var theirs = JsonSerializer.Deserialize<List<bool>>(await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))!;

        using var authentication = Authentication();
        for (var i = 0; i < cases.Count; i++)
        {
            var ours = await authentication.RefusalAsync(cases[i].Authorization, cases[i].Service, cases[i].Channel ?? "", TestContext.Current.CancellationToken) is null;
            ours.ShouldBe(theirs[i], cases[i].Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _metadata.DisposeAsync();
        _keys.Dispose();
    }

    private BotAuthentication Authentication() => new(
        new TeamsOptions { AppId = ConnectorKeys.AppId, TenantId = Guid.NewGuid(), Metadata = new Uri(Address, "configuration") },
        TimeProvider.System);
}
