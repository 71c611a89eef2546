using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Calendars;

internal static class MoveChecks
{
    /// <summary>
    /// A day is moved to a Saturday of the same month (Darba likums, section 133(4)), so never farther than this; the published orders
    /// keep within 15 days. A larger distance is a slip in one of the two dates.
    /// </summary>
    private const int FarthestDays = 31;

    public static void Check(NationalCalendar lawOnly, IReadOnlyList<MovedDays> moved, string file, ProblemList problems)
    {
        problems.Unique(moved.Select(m => $"{m.Year}"), file, i => $"$.movedDays[{i}].year");
        var touched = new HashSet<DateOnly>();
        for (var i = 0; i < moved.Count; i++)
        {
            var path = $"$.movedDays[{i}]";
            problems.Text(moved[i].Source, file, $"{path}.source");
            problems.Check(
                moved[i].Year is >= NationalCalendarReader.FirstYear and <= NationalCalendarReader.LastYear,
                file,
                $"{path}.year",
                $"{moved[i].Year} is out of range {NationalCalendarReader.FirstYear}–{NationalCalendarReader.LastYear}");
            for (var j = 0; j < moved[i].Moves.Count; j++)
            {
                CheckMove(lawOnly, moved[i].Year, moved[i].Moves[j], touched, file, $"{path}.moves[{j}]", problems);
            }
        }
    }

    private static void CheckMove(
        NationalCalendar lawOnly,
        int year,
        DayMove move,
        HashSet<DateOnly> touched,
        string file,
        string path,
        ProblemList problems)
    {
        if (!LiesIn(move.Free, "free") | !LiesIn(move.Working, "working"))
        {
            return;
        }

        problems.Check(
            lawOnly.DaysOf(move.Free.Year)[move.Free, false].Kind == DayKind.Working,
            file,
            $"{path}.free",
            $"{move.Free:yyyy-MM-dd} is free already: only a working day can be moved");
        problems.Check(
            move.Working.DayOfWeek == DayOfWeek.Saturday && lawOnly.DaysOf(move.Working.Year)[move.Working, false].Kind == DayKind.Weekend,
            file,
            $"{path}.working",
            $"{move.Working:yyyy-MM-dd} must be a Saturday that is no holiday");
        problems.Check(
            Math.Abs(move.Working.DayNumber - move.Free.DayNumber) <= FarthestDays,
            file,
            $"{path}.working",
            $"{move.Working:yyyy-MM-dd} is more than {FarthestDays} days from {move.Free:yyyy-MM-dd}: a day is moved within about a month, check both dates");
        problems.Check(touched.Add(move.Free), file, $"{path}.free", $"{move.Free:yyyy-MM-dd} is moved twice");
        problems.Check(touched.Add(move.Working), file, $"{path}.working", $"{move.Working:yyyy-MM-dd} is used twice");

        bool LiesIn(DateOnly day, string member)
        {
            problems.Check(day.Year == year, file, $"{path}.{member}", $"{day:yyyy-MM-dd} does not lie in {year}: an order exchanges days of its own year");
            return day.Year == year;
        }
    }
}
