using Microsoft.Extensions.Configuration;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Workplace.SignIn;

/// <summary>An installation that does not say how people prove who they are must not open.</summary>
public sealed class SignInOptionsTests
{
    private const string Tenant = "22222222-bbbb-4bbb-8bbb-000000000000";

    [Theory]
    [InlineData("Mode is not set")]
    [InlineData("Mode is not set", "SignIn:Mode=")]
    [InlineData("'none' is not known", "SignIn:Mode=none")]
    [InlineData("cannot be used in Azure", "SignIn:Mode=development", "WEBSITE_SITE_NAME=smiltene")]
    [InlineData("TenantId is not set", "SignIn:Mode=app-service", "WEBSITE_AUTH_ENABLED=True")]
    [InlineData("anybody could write its headers", "SignIn:Mode=app-service", "SignIn:TenantId=" + Tenant)]
    [InlineData("anybody could write its headers", "SignIn:Mode=app-service", "SignIn:TenantId=" + Tenant, "WEBSITE_AUTH_ENABLED=False")]
    [InlineData("https address", "SignIn:Mode=proxy", "SignIn:Audience=a")]
    [InlineData("https address", "SignIn:Mode=proxy", "SignIn:Audience=a", "SignIn:Authority=http://login.example/")]
    [InlineData("https address", "SignIn:Mode=proxy", "SignIn:Audience=a", "SignIn:Authority=login")]
    [InlineData("Audience is not set", "SignIn:Mode=proxy", "SignIn:Authority=https://login.example/")]
    [InlineData("Claim is empty", "SignIn:Mode=proxy", "SignIn:Authority=https://login.example/", "SignIn:Audience=a", "SignIn:Claim= ")]
    public void Read_WithoutWhatTheModeNeeds_SaysWhat(string problem, params string[] settings) =>
        Should.Throw<InvalidDataException>(() => SignInOptions.Read(Configuration(settings), isDemo: false)).Message.ShouldContain(problem);

    [Theory]
    [InlineData("SignIn:Mode=development")]
    [InlineData("SignIn:Mode=app-service", "SignIn:TenantId=" + Tenant, "WEBSITE_AUTH_ENABLED=true")]
    [InlineData("SignIn:Mode=proxy", "SignIn:Authority=https://login.example/", "SignIn:Audience=a")]
    public void Read_WithWhatTheModeNeeds_IsTaken(params string[] settings) =>
        SignInOptions.Read(Configuration(settings), isDemo: false).Mode.ShouldBe(settings[0]["SignIn:Mode=".Length..]);

    [Fact]
    public async Task Serve_WithoutAMode_EndsWithTheReason()
    {
        var folder = Directory.CreateTempSubdirectory("socialworkflows-mode-").FullName;
        var result = await Product.RunAsync(
            TimeSpan.FromSeconds(60), new Dictionary<string, string?> { ["SignIn__Mode"] = null }, "serve", "--port", "0", "--data", folder);
        Directory.Delete(folder, recursive: true);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("SignIn:Mode is not set");
        result.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_PersonWithoutAnAccount_IsNamedByIdAlone()
    {
        Dictionary<string, string?> settings = new() { ["SignIn:Mode"] = "app-service", ["SignIn:TenantId"] = Tenant, ["WEBSITE_AUTH_ENABLED"] = "True" };

        var problem = await Should.ThrowAsync<InvalidDataException>(() => SignInHouse.StartAsync(settings, everybodyHasAnAccount: false));

        problem.Message.ShouldContain("no entraId for sm-");
    }

    private static IConfiguration Configuration(string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s[..s.IndexOf('=', StringComparison.Ordinal)], s[(s.IndexOf('=', StringComparison.Ordinal) + 1)..])))
        .Build();
}
