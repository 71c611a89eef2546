using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>A case as lists show it, to and from its row.</summary>
internal static class BoardRows
{
    public static TableEntity Row(CaseRecord record)
    {
        var (state, standing) = (record.State, record.Standing);
        var (due, safeDue) = ShownDates.Of(state);
        return new TableEntity(TableKeys.Of(record.Case.Municipality), TableKeys.Of(record.Case.CaseId))
        {
            ["CaseId"] = record.Case.CaseId,
            ["Version"] = record.Version,
            ["Number"] = state.Number,
            ["ApplicantName"] = state.Received!.Applicant.FullName,
            ["ServiceId"] = state.ServiceId,
            ["Stage"] = standing.Stage,
            ["WaitsFor"] = string.Join(',', standing.Waits.Select(w => w.Step)),
            ["Role"] = standing.Waits.Count == 0 ? string.Empty : standing.Waits[0].Role,
            ["Assignee"] = state.Assignee,
            ["ReceivedOn"] = Day(state.Received.ReceivedOn),
            ["Due"] = Day(due),
            ["SafeDue"] = Day(safeDue),
            ["Urgent"] = state.Received.Urgent,
            ["Outcome"] = state.Approval is null ? null : state.Outcome,
            ["Closed"] = state.Closed is not null,
            ["Restricted"] = state.IsRestricted ? true : null,
            ["StateHash"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JournalChain.WriteState(state)))),
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
        Restricted = row.Flag("Restricted"),
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
