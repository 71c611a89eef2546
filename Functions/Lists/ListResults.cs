using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions.Hosting;
using SocialWorkflows.Functions.Lists.Csv;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Notification.Sending;

namespace SocialWorkflows.Functions.Lists;

/// <summary>What became of a row, or will become of it as things stand.</summary>
/// <param name="Before">What the same person got, or gets, by another row or address; null where there is nothing.</param>
internal sealed record RowResult(ListRow Row, string State, RowResult? Before = null)
{
    /// <summary>A letter is due and was not laid ready yet: there is no e-mail, or the mail came back.</summary>
    public bool NeedsLetter => State == RowStates.Print || (State == RowStates.Bounced && Row.Address.Length > 0);

    /// <summary>The file as it stands writes to the person by both: one way and place are enough.</summary>
    public bool IsApartFrom(RowResult other) => State == RowStates.Waiting && other.State == RowStates.Waiting
        ? Row.MailKey != other.Row.MailKey
        : !(NeedsLetter && other.NeedsLetter) || Row.LetterKey != other.Row.LetterKey;
}

/// <summary>
/// What became of every row of a list, read from the send ledger and from the bundles of letters; before it is confirmed the same is the dry run.
/// Nobody keeps a second account of it.
/// </summary>
internal sealed class ListResults(IDocumentStore documents, ISendLedger ledger, ListGuard guards, SecretKeys keys)
{
    /// <summary>Persisted in the send ledger.</summary>
    public const string MailKind = "list";

    private readonly byte[] _key = HMACSHA256.HashData(keys.Lookup, "SocialWorkflows/list-row/v1"u8);

    public async Task<ListReading> ReadAsync(SendList list, CancellationToken cancellation) => ListReader.Read(await documents.GetAsync(list.FileId, cancellation));

    public async Task<IReadOnlyList<RowResult>> OfAsync(SendList list, ListReading reading, CancellationToken cancellation)
    {
        var guard = await guards.OpenAsync(list.Municipality, cancellation);
        var letters = await LettersAsync(list, cancellation);
        var former = await FormerAsync(list, cancellation);
        SamePeople people = new([.. reading.Rows, .. former]);
        Dictionary<string, SendRow?> sent = new(StringComparer.Ordinal);
        foreach (var row in reading.Mails.Concat(former.Where(r => r.IsMailed)).DistinctBy(r => r.MailKey))
        {
            sent[row.MailKey] = await ledger.FindAsync(OperationOf(list, row), cancellation);
        }

        HashSet<string> unsafeMails = new(StringComparer.Ordinal);
        Dictionary<ListRow, RowResult> due = [];
        List<RowResult> results = [];
        foreach (var row in reading.Rows)
        {
            var same = people.Of(row);
            var result = Standing(list, row, same, letters, sent);
            if (result.State is RowStates.Waiting or RowStates.Print or RowStates.Bounced && await guard.IsProtectedAsync(row, cancellation))
            {
                result = result with { State = RowStates.Safe };
                unsafeMails.Add(row.MailKey);
            }
            else if (result.NeedsLetter || (result.State == RowStates.Waiting && sent[row.MailKey] is null))
            {
                result = same.Select(o => due.GetValueOrDefault(o)).FirstOrDefault(o => o is not null && o.IsApartFrom(result)) is { } first
                    ? result with { State = RowStates.Once, Before = first }
                    : due[row] = result;
            }

            results.Add(result);
        }

        // One mail for two people: where it may not go to the one, it does not go to the other.
        return [.. results.Select(r => r.State == RowStates.Waiting && unsafeMails.Contains(r.Row.MailKey) ? r with { State = RowStates.Safe } : r)];
    }

    /// <summary>One line for every row of the file, good or bad.</summary>
    /// <param name="results">Of the good rows.</param>
    /// <param name="bad">The others.</param>
    /// <param name="text">The text of a key such as <c>list.column.line</c> or <c>list.state.sent</c>.</param>
    public static byte[] Sheet(IReadOnlyList<RowResult> results, IReadOnlyList<BadRow> bad, Func<string, string> text) => InertCsv.Write(
    [
        [text("list.column.line"), text("list.column.number"), text("list.column.name"), text("list.column.email"), text("list.column.address"), text("list.column.state")],
        .. results.Select(r => (Line: r.Row.Line, Fields: (string[])[Number(r.Row.Line), r.Row.Number, r.Row.Name, r.Row.Email, r.Row.Address, Said(r, text)]))
            .Concat(bad.Select(b => (b.Line, Fields: (string[])[Number(b.Line), "", "", "", "", $"{b.Column}{(b.Column is null ? "" : ": ")}{text($"list.bad.{b.Reason}")}"])))
            .OrderBy(l => l.Line).Select(l => l.Fields),
    ]);

    /// <summary>The same for the same list and address, whatever file it came in.</summary>
    public string SubjectOf(SendList list, ListRow row) =>
        SendList.SubjectOf(list.Id, Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(row.MailKey)))[..24]);

    /// <summary>Names the letter of a row in a bundle, whatever file it came in.</summary>
    public string LetterOf(SendList list, ListRow row) =>
        SendList.SubjectOf(list.Id, Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"letter\n{row.LetterKey}")))[..24]);

    public string OperationOf(SendList list, ListRow row) => SendOrder.IdOf(list.Municipality, SubjectOf(list, row), MailKind, 0);

    /// <summary>By what was laid ready or sent, whichever file and row of the person it came from.</summary>
    private RowResult Standing(SendList list, ListRow row, IReadOnlyList<ListRow> same, Dictionary<string, string> letters, Dictionary<string, SendRow?> sent)
    {
        if (same.Prepend(row).Select(r => letters.GetValueOrDefault(LetterOf(list, r))).FirstOrDefault(s => s is not null) is { } letter)
        {
            return new RowResult(row, letter);
        }

        var own = row.IsMailed ? sent[row.MailKey] : null;
        var state = row.IsMailed ? StateOf(own) : RowStates.Print;
        if (own is not null and not { State: SendStates.Bounced })
        {
            return new RowResult(row, state);
        }

        if (same.FirstOrDefault(o => o.IsMailed && o.MailKey != row.MailKey && sent[o.MailKey] is not (null or { State: SendStates.Bounced or SendStates.Failed })) is { } other)
        {
            return new RowResult(row, RowStates.Once, new RowResult(other, StateOf(sent[other.MailKey])));
        }

        // Passed over while the person had a mail by another address, which came back since: only a letter can follow now.
        return new RowResult(row, state == RowStates.Waiting && list.IsGiven ? RowStates.Bounced : state);
    }

    private static string Said(RowResult result, Func<string, string> text) =>
        $"{text($"list.state.{result.State}")}{(result.Before is { } before ? $" ({(before.Row.IsMailed ? before.Row.Email : before.Row.Address)}: {text($"list.state.{before.State}")})" : "")}";

    private async Task<IReadOnlyList<ListRow>> FormerAsync(SendList list, CancellationToken cancellation)
    {
        List<ListRow> rows = [];
        foreach (var file in list.Former.Where(f => f != list.FileId))
        {
            rows.AddRange(ListReader.Read(await documents.GetAsync(file, cancellation)).Rows);
        }

        return rows;
    }

    private async Task<Dictionary<string, string>> LettersAsync(SendList list, CancellationToken cancellation)
    {
        Dictionary<string, string> letters = new(StringComparer.Ordinal);
        foreach (var bundle in list.Letters)
        {
            foreach (var row in Encoding.ASCII.GetString(await documents.GetAsync(bundle.RowsId, cancellation)).Split('\n'))
            {
                letters[row] = bundle.PostedAt is null ? RowStates.Printed : RowStates.Posted;
            }
        }

        return letters;
    }

    private static string StateOf(SendRow? sent) => sent switch
    {
        { State: SendStates.Sent or SendStates.Delivered } => RowStates.Sent,
        { State: SendStates.Bounced } => RowStates.Bounced,
        { State: SendStates.Held, Detail: SendEnds.SafeMode } => RowStates.Safe,
        { State: SendStates.Unknown or SendStates.Failed or SendStates.Held } => RowStates.Person,
        _ => RowStates.Waiting,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
