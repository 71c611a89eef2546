using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>A case as lists show it, to and from its row.</summary>
internal static class BoardRows
{
    /// <summary>The municipality while the cards in Teams were not brought up to date since the row was written, else empty. Not of the journal: no check compares it.</summary>
    public const string Behind = "Behind";

    /// <summary>Keyed hash of the address the case is written to today; missing where there is none.</summary>
    public const string Sender = "Sender";

    /// <summary>Of all that the journal says of the case; lists do not show it.</summary>
    public const string StateHash = "StateHash";

    /// <summary>Ids of staff; missing on open cases, and on restricted ones whose row was written before there was this property.</summary>
    public const string Readers = "Readers";

    public static TableEntity Row(CaseRecord record, CaseIndexKeys keys)
    {
        var replyTo = record.State.Received?.ReplyTo;
        var row = CaseRows.Of(record);
        return new TableEntity(TableKeys.Of(record.Case.Municipality), TableKeys.Of(record.Case.CaseId))
        {
            ["CaseId"] = row.Case.CaseId,
            [Behind] = record.Case.Municipality,
            ["Version"] = row.Version,
            ["Number"] = row.Number,
            ["ApplicantName"] = row.ApplicantName,
            ["ServiceId"] = row.ServiceId,
            ["Stage"] = row.Stage,
            ["WaitsFor"] = row.WaitsFor,
            ["Role"] = row.Role,
            ["Assignee"] = row.Assignee,
            ["ReceivedOn"] = Day(row.ReceivedOn),
            ["Due"] = Day(row.Due),
            ["SafeDue"] = Day(row.SafeDue),
            ["Urgent"] = row.Urgent,
            ["Outcome"] = row.Outcome,
            ["Closed"] = row.Closed,
            ["Provisional"] = row.Provisional,
            ["Rung"] = row.Rung,
            ["Restricted"] = row.Restricted ? true : null,
            [Readers] = CaseRows.WriteReaders(row.Readers),
            [Sender] = string.IsNullOrEmpty(replyTo) ? null : keys.SenderKey(replyTo),
            [StateHash] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JournalChain.WriteState(record.State)))),
        };
    }

    public static CaseRow Read(string municipality, TableEntity row) => new()
    {
        Case = new CaseRef(municipality, row.RequiredText("CaseId")),
        Version = row.Number("Version"),
        Number = row.Text("Number"),
        ApplicantName = row.RequiredText("ApplicantName"),
        ServiceId = row.Text("ServiceId"),
        Stage = row.RequiredText("Stage"),
        WaitsFor = row.RequiredText("WaitsFor"),
        Role = row.RequiredText("Role"),
        Assignee = row.Text("Assignee"),
        ReceivedOn = row.Day("ReceivedOn")!.Value,
        Due = row.Day("Due"),
        SafeDue = row.Day("SafeDue"),
        Urgent = row.Flag("Urgent"),
        Outcome = row.Text("Outcome"),
        Closed = row.Flag("Closed"),
        Provisional = row.Flag("Provisional"),
        Rung = row.Text("Rung"),
        Restricted = row.Flag("Restricted"),
        Readers = CaseRows.ReadReaders(row.Text(Readers)),
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
