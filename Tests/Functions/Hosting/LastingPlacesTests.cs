using Microsoft.Extensions.Configuration;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Tests.Functions.Hosting;

/// <summary>What would lie on a disk that is emptied is refused before anything is taken in, or travels in the package.</summary>
public sealed class LastingPlacesTests
{
    [Theory]
    [InlineData("Mail:Graph:Mailbox")]
    [InlineData("EAddress:Mode")]
    [InlineData("Trust:Folder")]
    public void Check_InAzureWithoutTheSetting_RefusedByName(string missing)
    {
        var problem = Should.Throw<StoresException>(() => LastingPlaces.Check(Settings("smiltene", missing), isDemo: false));

        problem.Message.ShouldContain(missing);
        problem.Message.ShouldContain("emptied");
    }

    [Fact]
    public void Check_EAddressAsFoldersInAzure_Refused() =>
        Should.Throw<StoresException>(() => LastingPlaces.Check(Settings("smiltene", null, ("EAddress:Mode", "folders")), isDemo: false)).Message.ShouldContain("off");

    [Fact]
    public void Check_EAddressByTheServiceInAzure_NeedsItsKeyInTheVault()
    {
        (string, string)[] account = [("EAddress:Mode", "div"), ("EAddress:Div:Accounts:smiltene:CertificateFile", "/home/key.pem")];

        Should.Throw<StoresException>(() => LastingPlaces.Check(Settings("smiltene", null, account), isDemo: false)).Message.ShouldContain("EAddress:Div:Accounts:smiltene:Certificate to a Key Vault");

        LastingPlaces.Check(Settings("smiltene", null, [.. account, ("EAddress:Div:Accounts:smiltene:Certificate", "MII=")]), isDemo: false);
    }

    [Fact]
    public void Check_EverythingLasts_OrNotInAzure_Passes()
    {
        LastingPlaces.Check(Settings("smiltene", null), isDemo: false);
        LastingPlaces.Check(Settings(null, "Mail:Graph:Mailbox"), isDemo: false);
        LastingPlaces.Check(Settings("smiltene", "Mail:Graph:Mailbox"), isDemo: true);
    }

    [Fact]
    public void LayInto_FolderOfThePackage_ListsAndSignersAreWhereTheyAreLookedFor()
    {
        using var data = DataFolder.Open(Directory.CreateTempSubdirectory("socialworkflows-trust-").FullName);
        var package = Directory.CreateTempSubdirectory("socialworkflows-package-").FullName;
        Directory.CreateDirectory(Path.Combine(package, "signers"));
        File.WriteAllText(Path.Combine(package, "lv.xml"), "list");
        File.WriteAllText(Path.Combine(package, "signers", "operator.pem"), "new");
        File.WriteAllText(Path.Combine(data.Trust, "signers", "operator.pem"), "old");

        PackagedTrust.LayInto(data, Of(("Trust:Folder", package)));

        File.ReadAllText(Path.Combine(data.Trust, "lv.xml")).ShouldBe("list");
        File.ReadAllText(Path.Combine(data.Trust, "signers", "operator.pem")).ShouldBe("new");
    }

    [Fact]
    public void LayInto_FolderThatIsEmptyOrMissing_RefusedByName()
    {
        using var data = DataFolder.Open(Directory.CreateTempSubdirectory("socialworkflows-trust-").FullName);
        foreach (var folder in new[] { Directory.CreateTempSubdirectory("socialworkflows-package-").FullName, "/nowhere/trust" })
        {
            Should.Throw<DataFolderException>(() => PackagedTrust.LayInto(data, Of(("Trust:Folder", folder)))).Message.ShouldContain(folder);
        }

        PackagedTrust.LayInto(data, Of());
        Directory.GetFiles(data.Trust).ShouldBeEmpty();
    }

    private static IConfiguration Settings(string? site, string? missing, params (string Name, string Value)[] other)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["WEBSITE_SITE_NAME"] = site,
            ["Mail:Graph:Mailbox"] = "soc@novads.example",
            ["EAddress:Mode"] = "off",
            ["Trust:Folder"] = "/home/site/wwwroot/trust",
        };
        settings.Remove(missing ?? string.Empty);
        foreach (var (name, value) in other)
        {
            settings[name] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }

    private static IConfiguration Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Name, string? (s) => s.Value, StringComparer.Ordinal)).Build();
}
