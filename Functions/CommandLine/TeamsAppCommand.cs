using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>
/// <c>teams-app</c>: the package that an administrator uploads in Teams. Manifest schema 1.17:
/// https://learn.microsoft.com/microsoftteams/platform/resources/schema/manifest-schema
/// </summary>
internal static class TeamsAppCommand
{
    private const string Schema = "1.17";

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task<int> RunAsync(Guid appId, Uri address, string file, TextWriter output, TextWriter error)
    {
        try
        {
            await using var target = new FileStream(file, FileMode.CreateNew);
            using var package = new ZipArchive(target, ZipArchiveMode.Create);
            await AddAsync(package, "manifest.json", System.Text.Encoding.UTF8.GetBytes(Manifest(appId, address).ToJsonString(Written)));
            foreach (var icon in new[] { "color.png", "outline.png" })
            {
                await AddAsync(package, icon, await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Workplace", "Teams", "Package", icon)));
            }

            await output.WriteLineAsync($"Written: {Path.GetFullPath(file)}. Upload it in the Teams admin center under \"Manage apps\".");
            return ExitCodes.Ok;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The package cannot be written to '{file}': {problem.Message} Name a file that does not exist yet with --out.");
            return ExitCodes.BadUsage;
        }
    }

    private static async Task AddAsync(ZipArchive package, string name, byte[] content)
    {
        await using var entry = package.CreateEntry(name, CompressionLevel.Optimal).Open();
        await entry.WriteAsync(content);
    }

    private static JsonObject Manifest(Guid appId, Uri address)
    {
        var site = address.GetLeftPart(UriPartial.Authority);
        return new JsonObject
        {
            ["$schema"] = $"https://developer.microsoft.com/json-schemas/teams/v{Schema}/MicrosoftTeams.schema.json",
            ["manifestVersion"] = Schema,
            ["version"] = "1.0.0",
            ["id"] = appId.ToString("D"),
            ["localizationInfo"] = new JsonObject { ["defaultLanguageTag"] = "lv" },
            ["developer"] = new JsonObject
            {
                ["name"] = "Sociālais dienests",
                ["websiteUrl"] = site,
                ["privacyUrl"] = site + "/privacy",
                ["termsOfUseUrl"] = site + "/terms",
            },
            ["name"] = new JsonObject { ["short"] = "Sociālais dienests", ["full"] = "Sociālā dienesta lietu kartes" },
            ["description"] = new JsonObject
            {
                ["short"] = "Kartes par lietām, kas gaida Jūsu darbību.",
                ["full"] = "Par katru lietu, kas gaida Jūsu darbību, atnāk karte. Karti var aizpildīt šeit vai tīmekļa lapā; lēmums ir viens un tas pats.",
            },
            ["icons"] = new JsonObject { ["color"] = "color.png", ["outline"] = "outline.png" },
            ["accentColor"] = "#145A52",
            ["bots"] = new JsonArray(new JsonObject
            {
                ["botId"] = appId.ToString("D"),
                ["scopes"] = new JsonArray("personal"),
                ["isNotificationOnly"] = false,
                ["supportsFiles"] = false,
            }),
            ["validDomains"] = new JsonArray(address.Host),
        };
    }
}
