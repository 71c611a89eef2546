using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;
using SocialWorkflows.Tests.Mail;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Teams;

public sealed class TeamsAppTests
{
    private const string AppId = "5f0c9a5e-0d3c-4a7e-9c55-1f2d3b4a5c6d";

    [Fact]
    public async Task TeamsApp_WithIdAndAddress_WritesWhatTeamsTakes()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("app.zip");

        var result = await Product.RunAsync("teams-app", "--app-id", AppId, "--address", "https://darbs.example/", "--out", file);

        result.ExitCode.ShouldBe(0, result.Error);
        using var package = ZipFile.OpenRead(file);
        package.Entries.Select(e => e.FullName).ShouldBe(["manifest.json", "color.png", "outline.png"]);
        using var reader = new StreamReader(package.GetEntry("manifest.json")!.Open());
        var manifest = JsonNode.Parse(await reader.ReadToEndAsync(TestContext.Current.CancellationToken))!;
        manifest["bots"]![0]!["botId"]!.GetValue<string>().ShouldBe(AppId);
        manifest["validDomains"]![0]!.GetValue<string>().ShouldBe("darbs.example");

        // Limits of the manifest schema.
        manifest["name"]!["short"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(30);
        manifest["name"]!["full"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(100);
        manifest["description"]!["short"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(80);
        manifest["developer"]!["name"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(32);
        (await SizeAsync(package, "color.png")).ShouldBe((192, 192));
        (await SizeAsync(package, "outline.png")).ShouldBe((32, 32));
    }

    [Theory]
    [InlineData("not-a-guid", "https://darbs.example/")]
    [InlineData(AppId, "http://darbs.example/")]
    [InlineData(AppId, "darbs")]
    public async Task TeamsApp_WithBadArguments_SaysSoAndWritesNothing(string appId, string address)
    {
        using var folder = new TemporaryFolder();

        var result = await Product.RunAsync("teams-app", "--app-id", appId, "--address", address, "--out", folder.File("app.zip"));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldNotBeEmpty();
        File.Exists(folder.File("app.zip")).ShouldBeFalse();
    }

    [Fact]
    public async Task TeamsApp_OverAnExistingFile_LeavesItAlone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("app.zip"), "mine", TestContext.Current.CancellationToken);

        var result = await Product.RunAsync("teams-app", "--app-id", AppId, "--address", "https://darbs.example/", "--out", folder.File("app.zip"));

        result.ExitCode.ShouldBe(2);
        (await File.ReadAllTextAsync(folder.File("app.zip"), TestContext.Current.CancellationToken)).ShouldBe("mine");
    }

    private static async Task<(int Width, int Height)> SizeAsync(ZipArchive package, string name)
    {
        var header = new byte[24];
        await using var stream = package.GetEntry(name)!.Open();
        await stream.ReadExactlyAsync(header);
        return (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
    }
}
