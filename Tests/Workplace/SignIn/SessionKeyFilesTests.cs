using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Connectors.Files;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Tests.Connectors.Contract;

namespace SocialWorkflows.Tests.Workplace.SignIn;

/// <summary>A form that one instance gave is sent back to another, and after a restart.</summary>
public sealed class SessionKeyFilesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Protect_ByOneInstance_IsReadByAnother(bool inAzure)
    {
        IKeptFiles kept = inAzure ? (await AzuriteHouse.CreateAsync()).Store.Sessions : new FolderKeptFiles(Directory.CreateTempSubdirectory("socialworkflows-sessions-").FullName);

        var sent = Instance(kept).Protect("form");

        Instance(kept).Unprotect(sent).ShouldBe("form");
    }

    private static IDataProtector Instance(IKeptFiles kept)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("test");
        services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new SessionKeyFiles(kept));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("forms");
    }
}
