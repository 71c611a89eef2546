using SocialWorkflows.Casework.People;
using SocialWorkflows.Signatures.Matching;

namespace SocialWorkflows.Functions.Intake;

/// <summary>
/// Does a signed application name, beside its first person, adults who did not sign it? Whether they have to is for the caseworker, so it delays and refuses nothing.
/// A code of the new form tells no age and counts as an adult's.
/// </summary>
internal static class HouseholdSignatures
{
    private const int AdultYears = 18;
    private const int FirstCentury = 1800;

    public static bool AreMissing(InspectedAttachment signed)
    {
        if (signed.Inside.SelectMany(ApplicationText.CodesIn).Distinct().ToList() is not [var first, .. { Count: > 0 } others])
        {
            return false;
        }

        var day = DateOnly.FromDateTime(signed.Report.Signatures.Max(s => s.BestTime)?.UtcDateTime ?? DateTime.MaxValue);
        var adults = others.Where(c => !IsMinor(c, day)).Select(c => new Applicant([c.Formatted])).ToList();
        return ApplicationMatch.Judge(signed.Report, new Applicant([first.Formatted]), adults).Outcome == MatchOutcome.HouseholdIncomplete;
    }

    /// <summary>By month and year of the old form, so that it holds for codes without a day, too: a minor until the month is over.</summary>
    private static bool IsMinor(PersonalCode code, DateOnly day)
    {
        if (code.IsNew)
        {
            return false;
        }

        var born = new DateOnly(FirstCentury + ((code.Digits[6] - '0') * 100) + int.Parse(code.Digits.AsSpan(4, 2)), int.Parse(code.Digits.AsSpan(2, 2)), 1);
        return born.AddYears(AdultYears).AddMonths(1) > day;
    }
}
