using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Hosting;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>
/// Prints what stands in the staff list as <c>codeKey</c> for a personal code. The code comes by standard input, so that no shell keeps it. Also while
/// the service runs.
/// </summary>
internal static class StaffKeyCommand
{
    public static async Task<int> RunAsync(string dataDirectory, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var typed = await input.ReadLineAsync(cancellation);
        if (!PersonalCode.TryParse(typed?.Trim(), out var code))
        {
            await error.WriteLineAsync("Write the personal code (eleven digits, with or without the dash) into standard input.");
            return ExitCodes.BadUsage;
        }

        var stores = StoresOptions.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var folder = Path.Combine(dataDirectory, "keys");
        if (!stores.InAzure && !Directory.Exists(folder))
        {
            await error.WriteLineAsync($"There are no keys in '{Path.GetFullPath(folder)}' yet. Name the data folder with --data; the first start makes its keys.");
            return ExitCodes.BadUsage;
        }

        var secrets = stores.InAzure ? stores.Secrets() : SecretKeys.LoadOrCreate(folder, mayCreate: false);
        await output.WriteLineAsync(PersonKeys.LookupKey(code, secrets.Lookup));
        return ExitCodes.Ok;
    }
}
