using System.Text;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Lists;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>Lists without applications for the operator: what a file would be read as, and what became of a list. Sending needs a person's second look on the staff page.</summary>
internal static class ListCommands
{
    /// <returns>0 when every row is good; 1 when one is not, or the file as a whole; 2 when there is no file.</returns>
    public static async Task<int> PreviewAsync(string file, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            if (new FileInfo(file).Length > ListReader.LargestFile)
            {
                await error.WriteLineAsync($"{file}: {UiTexts.English.Word("list.problem", ListReader.TooLarge)}");
                return ExitCodes.Negative;
            }

            bytes = await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The file '{file}' cannot be read: {problem.Message} Name a CSV file.");
            return ExitCodes.BadUsage;
        }

        var reading = ListReader.Read(bytes);
        await output.WriteLineAsync($"Encoding {reading.Encoding}, separator {(reading.Separator == "\t" ? "tab" : reading.Separator)}. Nothing was sent.");
        await output.WriteLineAsync($"{reading.Rows.Count} good rows: {reading.Mailed} with an e-mail ({reading.Mails.Count} mails), {reading.Printed} letters. {reading.Bad.Count} bad rows.");
        foreach (var bad in reading.Bad)
        {
            await output.WriteLineAsync($"line {bad.Line}{(bad.LastLine == bad.Line ? "" : $"-{bad.LastLine}")}{(bad.Column is null ? "" : $", column {bad.Column}")}: {UiTexts.English.Word("list.bad", bad.Reason)}");
        }

        if (reading.Problem is { } whole)
        {
            await error.WriteLineAsync($"{file}: {UiTexts.English.Word("list.problem", whole)}");
        }

        return reading is { Problem: null, Bad.Count: 0 } ? ExitCodes.Ok : ExitCodes.Negative;
    }

    /// <summary>Without an id: the lists of the municipality, one a line. With one: the result of every row as CSV.</summary>
    public static Task<int> ResultAsync(string dataDirectory, string municipality, string? id, TextWriter output, TextWriter error, CancellationToken cancellation) =>
        StoreCommands.RunAsync(
            dataDirectory,
            error,
            async stores =>
            {
                using var lists = new SendLists(stores.Memory);
                if (id is null)
                {
                    foreach (var known in await lists.ListAsync(municipality, cancellation))
                    {
                        await output.WriteLineAsync($"{known.Id} {known.Kind} {(known.ConfirmedAt is null ? "waiting for the second look" : known.IsGiven ? "finished" : "being sent")} uploaded {known.UploadedAt:u}");
                    }

                    return ExitCodes.Ok;
                }

                if (await lists.FindAsync(municipality, id, cancellation) is not { } list)
                {
                    await error.WriteLineAsync($"{municipality} has no list '{id}'. Leave --list out to see which there are.");
                    return ExitCodes.BadUsage;
                }

                var results = new ListResults(stores.Documents, stores.Sends, new ListGuard(stores.Board, stores.Journal), stores.Secrets);
                var reading = await results.ReadAsync(list, cancellation);
                await output.WriteAsync(Encoding.UTF8.GetString(ListResults.Sheet(await results.OfAsync(list, reading, cancellation), reading.Bad, key => UiTexts.English[key])));
                return ExitCodes.Ok;
            },
            cancellation);
}
