namespace SocialWorkflows.Benchmarks;

/// <summary>Where Tests/install put the npm packages.</summary>
internal static class NodeModules
{
    /// <summary>Null when the package is not there.</summary>
    public static string? With(string package)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var modules = Path.Combine(folder.FullName, "Tests", "node_modules");
            if (Directory.Exists(Path.Combine(modules, package)))
            {
                return modules;
            }
        }

        return null;
    }
}
