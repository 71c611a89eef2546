using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>Working days from today to a day; negative once it has passed.</summary>
internal static class DaysLeft
{
    public static int Of(CaseTerms terms, DateOnly today, DateOnly due)
    {
        var (first, last) = due >= today ? (today, due) : (due, today);
        var count = 0;
        for (var day = first.AddDays(1); day <= last; day = day.AddDays(1))
        {
            count += terms.IsWorkingDay(day) ? 1 : 0;
        }

        return due >= today ? count : -Math.Max(1, count);
    }

    public static string Words(UiTexts texts, int days) => days switch
    {
        0 => texts["days.today"],
        < 0 => texts.Format("days.late", texts.WorkingDays(-days)),
        _ => texts.WorkingDays(days),
    };
}
