using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Casework.Handover;
using SocialWorkflows.Functions.Lists.Csv;

namespace SocialWorkflows.Functions.Handover;

/// <summary>A file of the book with what is known of it.</summary>
/// <param name="Made">What it is.</param>
/// <param name="At">When it was made.</param>
/// <param name="By">Who made it.</param>
/// <param name="Receipt">What the receiver said; null while it waits.</param>
/// <param name="ReceivedBy">Who entered that.</param>
internal sealed record HandoverItem(HandoverMade Made, DateTimeOffset At, string By, HandoverReceipt? Receipt, string? ReceivedBy)
{
    /// <summary>The receiver has this row.</summary>
    public bool Took(HandedRow row) => Receipt is { } receipt && (receipt.Result == HandoverResults.Accepted || (receipt.Result == HandoverResults.Partly && !receipt.Refused.Contains(row.Number, StringComparer.Ordinal)));
}

/// <summary>Rows as the file that leaves the house: <c>docs/handover-export.md</c>. The same rows always give the same bytes.</summary>
internal static class HandoverSheet
{
    public const int Schema = 1;

    private static readonly string[] Columns =
    [
        "schema", "file", "row", "kind", "corrects", "case", "registered_on", "personal_code", "given_name", "surname", "document", "service", "outcome", "decision",
        "ended_on", "valid_from", "valid_until", "service_started_on", "service_ended_on", "household_size", "income_status", "norm",
    ];

    public static byte[] Write(string id, IReadOnlyList<(HandedRow Handed, HandoverRow Row)> rows) => InertCsv.Write(rows.Select((r, i) => Cells(id, i + 1, r.Handed, r.Row)).Prepend(Columns));

    public static byte[] WriteManifest(IReadOnlyList<HandedRow> rows) => JsonSerializer.SerializeToUtf8Bytes(rows, JsonSerializerOptions.Web);

    /// <exception cref="JsonException">It is no manifest.</exception>
    public static IReadOnlyList<HandedRow> ReadManifest(byte[] content) => JsonSerializer.Deserialize<List<HandedRow>>(content, JsonSerializerOptions.Web) ?? [];

    private static string[] Cells(string id, int number, HandedRow handed, HandoverRow row) =>
    [
        $"SW-HANDOVER-{Schema}", id, number.ToString(CultureInfo.InvariantCulture), handed.Corrects is null ? "new" : "correction", handed.Corrects ?? "", row.Number, Day(row.RegisteredOn),
        row.PersonalCode, row.GivenName, row.Surname, row.Document ?? "", row.ServiceId ?? "", row.Outcome, row.DecisionNumber ?? "", Day(row.EndedOn), Day(row.From), Day(row.Until),
        Day(row.StartedOn), Day(row.ServiceEndedOn), row.HouseholdSize?.ToString(CultureInfo.InvariantCulture) ?? "", row.IncomeStatus ?? "", row.Norm ?? "",
    ];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
