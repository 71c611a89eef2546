using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace SocialWorkflows.Tests;

/// <summary>The rules of the house that a compiler does not check.</summary>
public sealed class HouseTests
{
    private static readonly Dictionary<string, string[]> ArrowsDown = new(StringComparer.Ordinal)
    {
        ["DurableTask"] = [],
        ["Casework"] = [],
        ["Mail"] = [],
        ["Signatures"] = [],
        ["Letters"] = ["Casework"],
        ["Connectors"] = ["Casework", "Letters", "Mail", "Signatures"],
        ["Functions"] = ["Casework", "Connectors", "DurableTask", "Letters", "Mail", "Signatures"],
    };

    private static string Root => Path.GetFullPath(Path.Combine(Here(), ".."));

    public static TheoryData<string> Rooms => [.. ArrowsDown.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void ProjectReferences_OfEveryRoom_PointDownOnly(string room)
    {
        var project = XDocument.Load(ProjectOf(room));

        var references = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

        references.Order(StringComparer.Ordinal).ShouldBe(ArrowsDown[room]);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void LockFile_OfEveryRoom_IsThere(string room) => File.Exists(Path.Combine(Path.GetDirectoryName(ProjectOf(room))!, "packages.lock.json")).ShouldBeTrue();

    [Fact]
    public void Suppressions_InTheProduct_SayWhyOnTheSameLine()
    {
        var silent = Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("node_modules", StringComparison.Ordinal))
            .SelectMany(path => File.ReadLines(path).Where(line => line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)));

        silent.ShouldBeEmpty();
    }

    [Fact]
    public void TopLevel_HasWhatWasAskedForByName()
    {
        string[] wanted = ["SocialWorkflows.sln", "Functions", "Shared", "Tests", "infra-bicep", ".github", "README.md", "host.json", "global.json", ".editorconfig", "Directory.Packages.props"];

        wanted.Where(name => !Path.Exists(Path.Combine(Root, name))).ShouldBeEmpty();
    }

    private static string ProjectOf(string room) => room == "Functions"
        ? Path.Combine(Root, "Functions", "Functions.csproj")
        : Path.Combine(Root, "Shared", room, $"{room}.csproj");

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
