using System.Globalization;
using System.Reflection;
using SocialWorkflows.Connectors.Graph;
using SocialWorkflows.DurableTask.CustomHandler;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Hosting.Telemetry;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Functions.Hosting;

/// <summary>docs/configuration.md lists every setting that an options class has, with its default, and no other.</summary>
public sealed class ConfigurationPageTests
{
    private static readonly string[] Simple = [nameof(String), nameof(Uri), nameof(TimeSpan), nameof(Guid), nameof(Boolean), nameof(Int32), nameof(Int64)];

    [Fact]
    public void Page_EverySetting_IsListedWithItsDefault() => Listed().Where(row => !IsFree(row.Key)).ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal)
        .ShouldBe(Settings().ToDictionary(s => s.Name, s => s.Default, StringComparer.Ordinal), ignoreOrder: true);

    [Fact]
    public void Page_SettingsReadByName_AreListed()
    {
        var listed = Listed();

        listed.Keys.Where(IsFree).ShouldBe(Free, ignoreOrder: true);
    }

    /// <summary>Settings that no options class carries.</summary>
    private static readonly string[] Free = ["Staff__File", "SocialWorkflows__Data", "AZURE_CLIENT_ID", "Trust__Folder", OtlpTarget.EndpointSetting, OtlpTarget.ProtocolSetting];

    private static bool IsFree(string name) => Free.Contains(name, StringComparer.Ordinal);

    private static Dictionary<string, string> Listed() => File.ReadLines(Path.Combine(Repository.Root, "docs", "configuration.md"))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2].Trim('`'), StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Default)> Settings() =>
        new[] { typeof(AppOptions), typeof(GraphOptions), typeof(FunctionsTaskHubOptions) }
            .SelectMany(type => type.Assembly.GetTypes())
            .Select(type => (Type: type, Section: type.GetField("SectionName", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetRawConstantValue() as string))
            .Where(found => found.Section is not null)
            .SelectMany(found => Of(found.Section!.Replace(":", "__", StringComparison.Ordinal), found.Type, Activator.CreateInstance(found.Type)));

    private static IEnumerable<(string Name, string Default)> Of(string section, Type type, object? defaults) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.SetMethod is { IsPublic: true } || IsList(property.PropertyType))
        .SelectMany(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
        {
            var simple when Simple.Contains(simple.Name, StringComparer.Ordinal) || simple.IsEnum => [($"{section}__{property.Name}", Text(property.GetValue(defaults)))],
            { IsGenericType: true } map when map.GetGenericTypeDefinition() == typeof(Dictionary<,>) =>
                Of($"{section}__{property.Name}__smiltene", map.GenericTypeArguments[1], Activator.CreateInstance(map.GenericTypeArguments[1])),
            var list when IsList(list) => [($"{section}__{property.Name}__0", "")],
            var inner => Of($"{section}__{property.Name}", inner, property.GetValue(defaults)),
        });

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
