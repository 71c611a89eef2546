using System.Diagnostics;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors;
using SocialWorkflows.Connectors.Sqlite;
using SocialWorkflows.Functions.Demo;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Benchmarks.Casework;

/// <summary>
/// A whole country's open cases in the real store (SQLite, hash-chained, synced), two open clocks each: the decision or the
/// resident's answer, and the outer limit. The calendar then changes under them.
/// </summary>
internal sealed class OpenCases : IAsyncDisposable
{
    public const int Clocks = 25_000;
    private const int Cases = Clocks / 2;
    private const int Spread = 20;
    private static readonly DateOnly First = new(2026, 5, 28);

    private readonly string _folder = Directory.CreateTempSubdirectory("socialworkflows-clocks-").FullName;
    private readonly CaseDatabase _database;
    private readonly SqliteCaseJournal _journal;
    private readonly SqliteCaseBoard _board;
    private readonly Municipality _municipality;

    public OpenCases(Municipality municipality)
    {
        _municipality = municipality;
        _database = CaseDatabase.Open(Path.Combine(_folder, "cases.db"), new SimulatedTime(DemoFolder.Beginning));
        var keys = new CaseIndexKeys(code => code, reference => reference.CaseId, address => address);
        (_journal, _board) = (new SqliteCaseJournal(_database, keys), new SqliteCaseBoard(_database, keys));
    }

    public async Task FillAsync()
    {
        for (var i = 0; i < Cases; i++)
        {
            var day = First.AddDays(i % Spread);
            var number = i;
            await _journal.AppendAsync(
                new Append { Case = new CaseRef("smiltene", $"c{number:x16}"), Key = "received", Decide = _ => Events(number, day) }, CancellationToken.None);
        }
    }

    /// <summary>One round over all cases: seconds of reading, computing and writing, and how many clocks were looked at and how many differences written.</summary>
    public async Task<Round> RecalculateAsync(CaseTerms terms)
    {
        var (read, compute, write) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var (looked, written) = (0, 0);
        var started = Stopwatch.GetTimestamp();
        var rows = await _board.ListAsync("smiltene", null, includeClosed: false, CancellationToken.None);
        read += Stopwatch.GetElapsedTime(started);
        foreach (var row in rows)
        {
            started = Stopwatch.GetTimestamp();
            var state = (await _journal.ReadAsync(row.Case, CancellationToken.None))!.State;
            read += Stopwatch.GetElapsedTime(started);

            started = Stopwatch.GetTimestamp();
            var changes = ClockRecalculation.Of(state, terms);
            compute += Stopwatch.GetElapsedTime(started);
            looked += 2;
            if (changes.Count == 0)
            {
                continue;
            }

            started = Stopwatch.GetTimestamp();
            var round = (state.Recalculations?.Count ?? 0) + 1;
            await _journal.AppendAsync(
                new Append
                {
                    Case = row.Case,
                    Key = $"clocks-recalculated:{round}",
                    Wakes = true,
                    Decide = append => [new ClocksRecalculated(round, ClockRecalculation.Of(append.State, terms))],
                },
                CancellationToken.None);
            write += Stopwatch.GetElapsedTime(started);
            written += changes.Count;
        }

        return new Round(read.TotalSeconds, compute.TotalSeconds, write.TotalSeconds, looked, written);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private CaseEvent[] Events(int i, DateOnly day)
    {
        var terms = _municipality.Terms;
        CaseEvent[] begun =
        [
            new ApplicationReceived
            {
                IntakeId = $"i{i}",
                Channel = "email",
                ReceivedAt = new DateTimeOffset(day, new TimeOnly(7, 0), TimeSpan.Zero),
                ReceivedOn = day,
                Applicant = new Applicant("Berta", "Izdomātā", "000155-10015"),
                ReplyTo = "berta@inbox.example",
                MessageId = $"{i}@residents.example",
                Subject = "Iesniegums par aprūpi mājās",
                Files = [],
                ServiceId = "APR_MAJAS",
            },
            new ApplicationRegistered($"SD-2026/{i + 1}", "APR_MAJAS", day, "sm-darbiniece") { OuterLimit = terms.OuterLimit(day).Due },
        ];
        var asks = i % 2 == 0;
        var review = new DocumentsReviewed
        {
            Round = 1,
            Accepted = [],
            NotNeeded = [],
            Missing = asks ? ["IENAKUMI"] : [],
            CompleteOn = asks ? null : day,
            Contact = new Contact("registered", "Izdomu iela 1"),
            By = "sm-darbiniece",
        };
        return asks
            ? [.. begun, review, new DocumentsRequested(1, ["IENAKUMI"], terms.DocumentRequest(day), terms.DocumentReminder(day).Due, "f") { Channel = "registered" }]
            : [.. begun, review, new DecisionClockStarted(day, terms.Decision(_municipality.Pack.FindService("APR_MAJAS")!, day))];
    }

    public sealed record Round(double Read, double Compute, double Write, int Looked, int Written);
}
