using Microsoft.Extensions.Configuration;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.Functions.Hosting;

/// <summary>Which stores the settings choose, and which settings are refused at start.</summary>
public sealed class StoresOptionsTests
{
    private static readonly string Secret = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void Read_NothingSet_Embedded() => StoresOptions.Read(Settings()).InAzure.ShouldBeFalse();

    [Fact]
    public void Read_NothingSetInAzure_RefusedWithWhatToSet()
    {
        var problem = Should.Throw<StoresException>(() => StoresOptions.Read(Settings(("WEBSITE_SITE_NAME", "smiltene-workflows"))));

        problem.Message.ShouldContain("smiltene-workflows");
        problem.Message.ShouldContain("Stores:CaseAccount");
    }

    [Fact]
    public void Read_WholeAccount_PublicCloudAndIdentityOfTheApp()
    {
        var options = StoresOptions.Read(Account(("AZURE_CLIENT_ID", "id-1"), ("WEBSITE_SITE_NAME", "smiltene-workflows")));

        options.InAzure.ShouldBeTrue();
        options.Endpoints().Table.ShouldBe(new Uri("https://smiltenecases.table.core.windows.net"));
        options.IdentityClientId.ShouldBe("id-1");
        options.Secrets().Lookup.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData("Stores:CaseAccount", "https://smiltenecases.blob.core.windows.net", "Stores:CaseAccount")]
    [InlineData("Stores:CaseAccount", "AccountName=x;AccountKey=y", "without a key")]
    [InlineData("Stores:PersonLookupKey", "", "Stores:PersonLookupKey")]
    [InlineData("Stores:CaseAddressKey", "short", "Stores:CaseAddressKey")]
    [InlineData("Stores:CaseAddressKey", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/k)", "not resolved")]
    [InlineData("Stores:TablePrefix", "a-b", "Stores:TablePrefix")]
    [InlineData("Stores:TablePrefix", "1a", "Stores:TablePrefix")]
    [InlineData("Stores:TableEndpoint", "https://127.0.0.1:10002/a", "BlobEndpoint")]
    public void Read_WrongSetting_RefusedByName(string name, string value, string named) =>
        Should.Throw<StoresException>(() => StoresOptions.Read(Account((name, value)))).Message.ShouldContain(named);

    [Fact]
    public void Read_WrongSecret_NotShown() =>
        Should.Throw<StoresException>(() => StoresOptions.Read(Account(("Stores:PersonLookupKey", "hunter2")))).Message.ShouldNotContain("hunter2");

    [Fact]
    public void Read_PlainHttpEndpoints_Refused() =>
        Should.Throw<StoresException>(() => StoresOptions.Read(Account(
            ("Stores:BlobEndpoint", "http://127.0.0.1:1/a"), ("Stores:QueueEndpoint", "http://127.0.0.1:2/a"), ("Stores:TableEndpoint", "http://127.0.0.1:3/a"))))
            .Message.ShouldContain("https");

    [Fact]
    public void Fingerprint_OtherSecret_Other()
    {
        var keys = new SecretKeys(new byte[32], new byte[32]);

        CaseStores.Fingerprint(keys).ShouldBe(CaseStores.Fingerprint(new SecretKeys(new byte[32], new byte[32])));
        CaseStores.Fingerprint(keys).ShouldNotBe(CaseStores.Fingerprint(keys with { Address = [.. Enumerable.Repeat((byte)1, 32)] }));
        CaseStores.Fingerprint(keys).ShouldNotContain("00000000");
    }

    private static IConfiguration Account(params (string Name, string Value)[] more) =>
        Settings([("Stores:CaseAccount", "smiltenecases"), ("Stores:PersonLookupKey", Secret), ("Stores:CaseAddressKey", Secret), .. more]);

    private static IConfiguration Settings(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(all).Build();
    }
}
