using System.Diagnostics;
using System.Text.Json;

namespace SocialWorkflows.Benchmarks.Durable;

/// <summary>A program could not be run to its figures.</summary>
internal sealed class NoResultException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Runs a program that prints its figures as <c>RESULT {json}</c>, one a line, as the peers' scripts do.</summary>
internal static class ResultLines
{
    public const string Mark = "RESULT ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <exception cref="NoResultException">It is not there, fails, prints nothing or takes too long.</exception>
    public static IReadOnlyList<JsonElement> Of(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new NoResultException($"{start.FileName} took longer than {Patience.TotalMinutes} minutes");
            }

            JsonElement[] results = [.. output.Result.Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => JsonElement.Parse(line[Mark.Length..]))];
            return process.ExitCode == 0 && results.Length > 0
                ? results
                : throw new NoResultException($"{start.FileName} ended with {process.ExitCode}: {LastLine(error.Result)}");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new NoResultException($"{start.FileName} cannot be started: {exception.Message}", exception);
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no message";
}
