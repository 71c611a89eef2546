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

internal sealed record RowResult(ListRow Row, string State);

/// <summary>What became of every row of a list, read from the send ledger: nobody keeps a second account of it.</summary>
internal sealed class ListResults(IDocumentStore documents, ISendLedger ledger, SecretKeys keys)
{
    /// <summary>Persisted in the send ledger.</summary>
    public const string MailKind = "list";

    private readonly byte[] _key = HMACSHA256.HashData(keys.Lookup, "SocialWorkflows/list-row/v1"u8);

    public async Task<ListReading> ReadAsync(SendList list, CancellationToken cancellation) => ListReader.Read(await documents.GetAsync(list.FileId, cancellation));

    public async Task<IReadOnlyList<RowResult>> OfAsync(SendList list, ListReading reading, CancellationToken cancellation)
    {
        Dictionary<string, string> states = new(StringComparer.Ordinal);
        foreach (var row in reading.Mails)
        {
            states[row.MailKey] = StateOf(await ledger.FindAsync(OperationOf(list, row), cancellation));
        }

        return [.. reading.Rows.Select(r => new RowResult(r, r.IsMailed ? states[r.MailKey] : RowStates.Print))];
    }

    /// <summary>One line for every row of the file, good or bad.</summary>
    /// <param name="results">Of the good rows.</param>
    /// <param name="bad">The others.</param>
    /// <param name="text">The text of a key such as <c>list.column.line</c> or <c>list.state.sent</c>.</param>
    public static byte[] Sheet(IReadOnlyList<RowResult> results, IReadOnlyList<BadRow> bad, Func<string, string> text) => InertCsv.Write(
    [
        [text("list.column.line"), text("list.column.number"), text("list.column.name"), text("list.column.email"), text("list.column.address"), text("list.column.state")],
        .. results.Select(r => (Line: r.Row.Line, Fields: (string[])[Number(r.Row.Line), r.Row.Number, r.Row.Name, r.Row.Email, r.Row.Address, text($"list.state.{r.State}")]))
            .Concat(bad.Select(b => (b.Line, Fields: (string[])[Number(b.Line), "", "", "", "", text($"list.bad.{b.Reason}")])))
            .OrderBy(l => l.Line).Select(l => l.Fields),
    ]);

    /// <summary>The same for the same list and address, whatever file it came in.</summary>
    public string SubjectOf(SendList list, ListRow row) =>
        SendList.SubjectOf(list.Id, Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(row.MailKey)))[..24]);

    public string OperationOf(SendList list, ListRow row) => SendOrder.IdOf(list.Municipality, SubjectOf(list, row), MailKind, 0);

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
