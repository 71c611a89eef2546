using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SocialWorkflows.Tests.Workplace;

namespace SocialWorkflows.Tests.Packaging;

/// <summary>The units for one server, held against systemd's own reading of them.</summary>
public sealed partial class ServerUnitTests : IDisposable
{
    private static readonly string Source = Path.Combine(Repository.Root, "Functions", "Hosting", "Server");

    private readonly string _folder = Directory.CreateTempSubdirectory("units-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("socialworkflows.service")]
    [InlineData("socialworkflows-backup.service")]
    [InlineData("socialworkflows-backup.timer")]
    public async Task Unit_ReadBySystemd_NothingToSay(string unit) => (await VerifyAsync(unit, text => text)).ShouldBeEmpty();

    [Theory]
    [InlineData("Restart=on-failure", "Restart=sometimes")]
    [InlineData("ProtectSystem=strict", "ProtectSistem=strict")]
    public async Task Unit_Slip_IsFound(string written, string slip) =>
        (await VerifyAsync("socialworkflows.service", text => text.Replace(written, slip, StringComparison.Ordinal))).ShouldNotBeEmpty();

    /// <summary>systemd's exposure: 0 is closed, 10 is open. Below 2 it says OK.</summary>
    [Theory]
    [InlineData("socialworkflows.service", 2.0)]
    [InlineData("socialworkflows-backup.service", 2.0)]
    public async Task Unit_Exposure_IsLow(string unit, double limit)
    {
        var report = await AnalyzeAsync("security", "--offline=yes", "--no-pager", Path.Combine(Source, unit));

        var score = Exposure().Match(report);
        score.Success.ShouldBeTrue(report);
        double.Parse(score.Groups["score"].Value, CultureInfo.InvariantCulture).ShouldBeLessThan(limit, report);
    }

    private async Task<string> VerifyAsync(string unit, Func<string, string> change)
    {
        foreach (var file in Directory.EnumerateFiles(Source, "socialworkflows*"))
        {
            // The program is not installed where the tests run.
            var text = (await File.ReadAllTextAsync(file)).Replace("/opt/socialworkflows/SocialWorkflows.Functions", "/bin/true", StringComparison.Ordinal);
            await File.WriteAllTextAsync(Path.Combine(_folder, Path.GetFileName(file)), Path.GetFileName(file) == unit ? change(text) : text);
        }

        return await AnalyzeAsync("verify", "--man=no", Path.Combine(_folder, unit));
    }

    private static async Task<string> AnalyzeAsync(params string[] arguments)
    {
        if (Repository.OnPath("systemd-analyze") is not { } program)
        {
            Assert.Skip("systemd-analyze is not installed (Debian package systemd).");
            return "";
        }

        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (await output + await error).Trim();
    }

    [GeneratedRegex(@"Overall exposure level for \S+: (?<score>\d+\.\d)", RegexOptions.NonBacktracking)]
    private static partial Regex Exposure();
}
