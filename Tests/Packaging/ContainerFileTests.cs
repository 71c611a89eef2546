using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Packaging;

/// <summary>No container engine can be had here: the file is held against the package, the unit of the server and itself, and was never built.</summary>
public sealed class ContainerFileTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "Functions", "Hosting", "Server");

    [Fact]
    public void ContainerFile_AsShipped_NothingToSay() => Complaints(File.ReadAllText(Path.Combine(Folder, "Containerfile"))).ShouldBeEmpty();

    [Theory]
    [InlineData("USER app\n", "", "root")]
    [InlineData("USER app\n", "USER root\n", "root")]
    [InlineData("ENTRYPOINT [\"/opt/socialworkflows/SocialWorkflows.Functions\"]", "ENTRYPOINT [\"/opt/socialworkflows/SocialWorkflows\"]", "not in the package")]
    [InlineData("runtime-deps:10.0-noble", "runtime-deps:latest", "version")]
    [InlineData("\"--port\", \"7071\"", "\"--port\", \"8080\"", "as the unit")]
    [InlineData("VOLUME /var/lib/socialworkflows", "VOLUME /var/lib/social", "data folder")]
    [InlineData("-o app -g app -m 0750 /var/lib/socialworkflows", "-o app -g app -m 0750 /var/lib/other", "made for the user")]
    public void ContainerFile_Slip_IsFound(string written, string slip, string complaint)
    {
        var text = File.ReadAllText(Path.Combine(Folder, "Containerfile"));
        text.ShouldContain(written);

        Complaints(text.Replace(written, slip, StringComparison.Ordinal)).ShouldContain(c => c.Contains(complaint, StringComparison.Ordinal));
    }

    private static List<string> Complaints(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#')).Select(l => (Word: l.Split(' ')[0], Value: l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..])).ToList();
        var unit = File.ReadLines(Path.Combine(Folder, "socialworkflows.service")).Single(l => l.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..];
        var command = string.Join(' ', lines.Where(l => l.Word is "ENTRYPOINT" or "CMD").SelectMany(l => System.Text.Json.JsonSerializer.Deserialize<string[]>(l.Value)!));
        var program = Path.GetFileName(command.Split(' ')[0]);
        var data = unit.Split(' ')[unit.Split(' ').ToList().IndexOf("--data") + 1];
        List<string> complaints = [];
        Demand(lines.FindLast(l => l.Word == "USER").Value is { } user && user is not ("root" or "0"), "it runs as root");
        Demand(lines.Single(l => l.Word == "FROM").Value.Split(':') is [_, var tag] && char.IsAsciiDigit(tag[0]), "the image has no version");
        Demand(lines.Single(l => l.Word == "COPY").Value.EndsWith(". /opt/socialworkflows", StringComparison.Ordinal), "the package is not copied whole");
        Demand(program == "SocialWorkflows.Functions" && File.Exists(Path.Combine(AppContext.BaseDirectory, program + ".dll")), $"{program} is not in the package");
        Demand(command == unit, "it does not start the program as the unit does");
        Demand(lines.Single(l => l.Word == "VOLUME").Value == data, "the data folder is no volume");
        Demand(lines.Any(l => l.Word == "RUN" && l.Value.EndsWith($"-o app -g app -m 0750 {data}", StringComparison.Ordinal)), "the data folder is not made for the user");
        return complaints;

        void Demand(bool holds, string complaint)
        {
            if (!holds)
            {
                complaints.Add(complaint);
            }
        }
    }
}
