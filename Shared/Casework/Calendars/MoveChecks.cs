using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Calendars;

internal static class MoveChecks
{
    public static void Check(NationalCalendar lawOnly, IReadOnlyList<MovedDays> moved, string file, ProblemList problems)
    {
        problems.Unique(moved.Select(m => $"{m.Year}"), file, i => $"$.movedDays[{i}].year");
        var touched = new HashSet<DateOnly>();
        for (var i = 0; i < moved.Count; i++)
        {
            var path = $"$.movedDays[{i}]";
            problems.Text(moved[i].Source, file, $"{path}.source");
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
        problems.Check(
            move.Free.Year == year || move.Working.Year == year,
            file,
            path,
            $"neither {move.Free:yyyy-MM-dd} nor {move.Working:yyyy-MM-dd} lies in {year}");
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
        problems.Check(touched.Add(move.Free), file, $"{path}.free", $"{move.Free:yyyy-MM-dd} is moved twice");
        problems.Check(touched.Add(move.Working), file, $"{path}.working", $"{move.Working:yyyy-MM-dd} is used twice");
    }
}
