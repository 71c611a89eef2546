using System.Text;
using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Intake.Doors;

namespace SocialWorkflows.Functions.Workplace.Counter;

/// <summary>What was written down at a door, as the review list and the case show it: Latvian, one fact a line.</summary>
internal static class EntryText
{
    public static string Of(DoorRecord record, MunicipalityPack pack, string about = "", string phone = "")
    {
        var entry = record.Entry;
        var text = new StringBuilder();
        Line("Iesniegts", entry.PlaceName.Length == 0 ? null : $"{entry.PlaceName}, {LatvianDate.Numeric(entry.TakenOn)}");
        Line("Termiņus skaita no", record.Kind == DoorKinds.Counter ? LatvianDate.Numeric(entry.CountsFrom) : null);
        Line("Cilvēks", record.Applicant?.FullName.Trim());
        Line("Dokuments", record.Applicant?.Document);
        Line("Tālrunis", phone);
        Line("Deklarētā dzīvesvieta", entry.DeclaredAddress);
        Line("Pakalpojums", string.Join("; ", new[] { record.ServiceId }.Concat(record.AlsoServiceIds).OfType<string>().Select(id => pack.FindServiceAnywhere(id)?.Name ?? id)));
        Line("Mājsaimniecība", entry.Household);
        Line("Cilvēku skaits mājsaimniecībā", entry.HouseholdSize?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Line("Uzņemts bez iesnieguma", record.Admission is { } admission ? $"{LatvianDate.Numeric(admission.AdmittedOn)} {admission.Circumstances}" : null);
        Line("Piezīme", entry.Note);
        if (about.Length > 0)
        {
            text.Append('\n').Append(about).Append('\n');
        }

        return text.ToString();

        void Line(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                text.Append(name).Append(": ").Append(value).Append('\n');
            }
        }
    }
}
