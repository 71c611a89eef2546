using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.CommandLine;

/// <summary>The two forms in which <c>deadline</c> answers.</summary>
internal static class DeadlineReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public static string Json(Deadline deadline) => JsonSerializer.Serialize(
        new Report(
            deadline.From, deadline.Due, deadline.SafeDue, deadline.NotifiedOn, deadline.OtherNotifiedOn, deadline.Provisional, deadline.Days, deadline.Sentence),
        Options);

    public static string Text(Deadline deadline, MunicipalityPack pack, bool explain)
    {
        var text = new StringBuilder(deadline.Sentence);
        if (deadline.SafeDue != deadline.Due)
        {
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"Darbiniekiem: drošākais datums ir {LatvianDate.Numeric(deadline.SafeDue)}, jo kalendāri ar pārceltajām darbdienām un bez tām atšķiras");
            text.Append(pack.Calendar.SwitchOn(deadline.From).Confirmed ? "." : "; pašvaldība vēl nav apstiprinājusi, kuru ievēro.");
        }

        if (deadline.OtherNotifiedOn is { } other)
        {
            text.AppendLine().Append(
                CultureInfo.InvariantCulture,
                $"Darbiniekiem: pēc otra kalendāra lēmums ir paziņots {LatvianDate.Numeric(other)} Termiņu skaita no dienas, kas personai ir labvēlīgāka.");
        }

        if (explain)
        {
            var counted = 0;
            foreach (var day in deadline.Days)
            {
                counted += day.Counted ? 1 : 0;
                var number = day switch
                {
                    { Counted: false } => "–",
                    _ when EndsMonths(deadline, day) => "",
                    _ => counted.ToString(CultureInfo.InvariantCulture),
                };
                text.AppendLine().Append(CultureInfo.InvariantCulture, $"{LatvianDate.Numeric(day.Date)}  {number,3}  {day.Reason}");
            }
        }

        return text.ToString();
    }

    /// <summary>The last days of a term of months are not counted one by one; before them a contest has the days until the notification.</summary>
    private static bool EndsMonths(Deadline deadline, LedgerDay day) =>
        deadline.NotifiedOn is { } notified ? day.Date > notified : deadline.Days[0].Date > deadline.From.AddDays(1);

    /// <summary>The members of <c>--json</c>, in this order; <c>otherNotifiedOn</c> is there only where the calendars disagree about it.</summary>
    private sealed record Report(
        DateOnly From,
        DateOnly Due,
        DateOnly SafeDue,
        DateOnly? NotifiedOn,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? OtherNotifiedOn,
        bool Provisional,
        IReadOnlyList<LedgerDay> Days,
        string Sentence);
}
