using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Handover;

/// <summary>Why nothing was made or entered: the key of a text, <c>handover.problem.…</c>.</summary>
internal enum HandoverProblem
{
    None,
    Nothing,

    /// <summary>Another file of the municipality is being made.</summary>
    Busy,

    /// <summary>The time was over before a row was found.</summary>
    Late,
    Stale,
    Twice,
    Result,
    Day,
    Reference,
    Reason,
    Refused,
}

/// <summary>
/// Makes hand-over files and enters their receipts. Of a file its hash and the versions of the cases in it are kept, not its content: the journal gives the same bytes again for as long as the
/// cases are there, and what is destroyed is in no copy of ours.
/// </summary>
internal sealed class HandoverDesk(HandoverBook book, ICaseBoard board, ICaseJournal journal, IDocumentStore documents, MunicipalityDirectory municipalities, TimeProvider time)
{
    public const int IdLength = 16;

    private const int LongestReference = 100;
    private const int LongestReason = 500;

    private readonly ConcurrentDictionary<string, bool> _making = new(StringComparer.Ordinal);
    private readonly HandoverSelection _selection = new(book, board, journal, time);

    /// <summary>How long a person waits for a file; what was not looked at by then is for the next one.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whoever answers for what leaves the house.</summary>
    public static bool MayHandOver(StaffMember person) => person.Roles.Contains(Roles.Head);

    public static bool MayRead(StaffMember person) => person.Roles.Any(r => r is Roles.Head or Roles.Auditor);

    /// <param name="actor">Who makes it.</param>
    /// <param name="from">First day on which a request ended.</param>
    /// <param name="until">Last day.</param>
    /// <param name="after">Number of the last entry of the book the actor saw: a second tap, or somebody else at the same time, makes no second file.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The id, or why there is none.</returns>
    public async Task<(string? Id, HandoverProblem Problem)> MakeAsync(StaffMember actor, DateOnly from, DateOnly until, long after, CancellationToken cancellation)
    {
        if (!_making.TryAdd(actor.Municipality, true))
        {
            return (null, HandoverProblem.Busy);
        }

        try
        {
            return await MakeOneAsync(actor, from, until, after, cancellation);
        }
        finally
        {
            _making.TryRemove(actor.Municipality, out _);
        }
    }

    private async Task<(string? Id, HandoverProblem Problem)> MakeOneAsync(StaffMember actor, DateOnly from, DateOnly until, long after, CancellationToken cancellation)
    {
        var municipality = actor.Municipality;
        var (items, newest) = await book.ReadAsync(municipality, cancellation);
        if (newest != after)
        {
            return (null, HandoverProblem.Stale);
        }

        var (rows, unreadable, left) = await _selection.OfAsync(municipality, items, from, (until, municipalities.Get(municipality).Terms.EndOf(until)), Budget, cancellation);
        if (rows.Count == 0)
        {
            return (null, left > 0 ? HandoverProblem.Late : HandoverProblem.Nothing);
        }

        var id = Id(municipality, after + 1);
        var manifest = await documents.PutAsync(HandoverSheet.WriteManifest([.. rows.Select(r => r.Handed)]), cancellation);
        var made = new HandoverMade(
            id, from, until, HandoverSheet.Schema, Hash(HandoverSheet.Write(id, rows)), manifest, rows.Count, rows.Count(r => r.Handed.Corrects is not null), unreadable)
        {
            Left = left,
        };
        try
        {
            await book.AppendAsync(municipality, after, actor.Id, made, cancellation);
            return (id, HandoverProblem.None);
        }
        catch (StaleBookException)
        {
            return (null, HandoverProblem.Stale);
        }
    }

    /// <summary>The file's bytes, made again from the journal; null where that gives others: a case was destroyed since, or the program changed.</summary>
    public async Task<byte[]?> ContentAsync(string municipality, HandoverMade made, CancellationToken cancellation)
    {
        List<(HandedRow Handed, HandoverRow Row)> rows = [];
        foreach (var handed in await book.RowsAsync(made, cancellation))
        {
            if (await journal.ReadAsync(new CaseRef(municipality, handed.CaseId), cancellation) is not { } record || HandoverRow.At(record, handed.Version) is not { } row)
            {
                return null;
            }

            rows.Add((handed, row));
        }

        var content = HandoverSheet.Write(made.Id, rows);
        return Hash(content) == made.Sha256 ? content : null;
    }

    /// <summary>Restricted cases whose rows the file holds: whoever takes the file has seen them.</summary>
    public async Task<IReadOnlyList<string>> RestrictedAsync(string municipality, HandoverMade made, CancellationToken cancellation)
    {
        var restricted = (await board.RestrictedAsync(municipality, cancellation)).Select(r => r.Case.CaseId).ToHashSet(StringComparer.Ordinal);
        return [.. (await book.RowsAsync(made, cancellation)).Select(r => r.CaseId).Where(restricted.Contains)];
    }

    public async Task<HandoverProblem> ReceiveAsync(StaffMember actor, HandoverReceipt receipt, CancellationToken cancellation)
    {
        var (items, after) = await book.ReadAsync(actor.Municipality, cancellation);
        var item = items.First(i => i.Made.Id == receipt.File);
        if (await CheckAsync(actor.Municipality, item, receipt, cancellation) is var problem and not HandoverProblem.None)
        {
            return problem;
        }

        try
        {
            await book.AppendAsync(actor.Municipality, after, actor.Id, receipt, cancellation);
            return HandoverProblem.None;
        }
        catch (StaleBookException)
        {
            return HandoverProblem.Stale;
        }
    }

    private async Task<HandoverProblem> CheckAsync(string municipality, HandoverItem item, HandoverReceipt receipt, CancellationToken cancellation)
    {
        var terms = municipalities.Get(municipality).Terms;
        if (item.Receipt is not null)
        {
            return HandoverProblem.Twice;
        }

        if (!HandoverResults.All.Contains(receipt.Result))
        {
            return HandoverProblem.Result;
        }

        if (receipt.On < terms.DayOf(item.At) || receipt.On > terms.DayOf(time.GetUtcNow()))
        {
            return HandoverProblem.Day;
        }

        if (string.IsNullOrWhiteSpace(receipt.Reference) || receipt.Reference.Length > LongestReference)
        {
            return HandoverProblem.Reference;
        }

        if ((receipt.Result == HandoverResults.Accepted) != string.IsNullOrWhiteSpace(receipt.Reason) || receipt.Reason?.Length > LongestReason)
        {
            return HandoverProblem.Reason;
        }

        var numbers = (await book.RowsAsync(item.Made, cancellation)).Select(r => r.Number).ToHashSet(StringComparer.Ordinal);
        var some = receipt.Refused.Count > 0 && receipt.Refused.Count < numbers.Count && receipt.Refused.All(numbers.Contains);
        return receipt.Result == HandoverResults.Partly ? some ? HandoverProblem.None : HandoverProblem.Refused
            : receipt.Refused.Count == 0 ? HandoverProblem.None : HandoverProblem.Refused;
    }

    private static string Id(string municipality, long number) =>
        Hash(Encoding.UTF8.GetBytes($"{HandoverBook.Name}/{municipality}/{number.ToString(CultureInfo.InvariantCulture)}"))[..IdLength];

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
