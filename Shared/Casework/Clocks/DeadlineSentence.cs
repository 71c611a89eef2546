using SocialWorkflows.Casework.Calendars;

namespace SocialWorkflows.Casework.Clocks;

/// <summary>Says a deadline in Latvian so that anyone can check it with a wall calendar.</summary>
internal static class DeadlineSentence
{
    public const string LaterForThePerson =
        " Ņemta vēlākā diena par labu personai, jo kalendāri ar pārceltajām darbdienām un bez tām atšķiras.";

    public const string MovesNotPublished = " Datums var mainīties: šī perioda pārceltās darbdienas vēl nav publicētas.";

    public const string MovesUnknown = " Datums var būt cits: šī perioda pārceltās darbdienas sistēmas datos nav zināmas.";

    public static string RulesUnknown(DateOnly since) => $" Noteikumi datos ir tikai no {LatvianDate.Numeric(since)}; šis datums rēķināts pēc tiem.";

    public static string Of(DeadlineKind kind, DateOnly from, DateOnly due, DateOnly? notifiedOn, IReadOnlyList<LedgerDay> days, int? months)
    {
        var counted = days.Count(d => d.Counted);
        var until = LatvianDate.Dative(due);
        var main = kind switch
        {
            DeadlineKind.Decision => $"Lēmums jāpieņem līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.Notice => $"Par lēmumu rakstiski jāinformē līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.DocumentRequest => $"Dokumentus var iesniegt līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.Reminder => $"Atgādinājums jānosūta līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.Offer => $"Atbildi par piedāvāto vietu var sniegt līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.Submission when months is { } length => $"Uz iesniegumu jāatbild līdz {until}: tas ir {MonthTerms.Genitive(length)} termiņš no saņemšanas {LatvianDate.Numeric(from)}",
            DeadlineKind.Submission => $"Uz iesniegumu jāatbild līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.Reply => $"Vēstule jāapskata līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.Forwarding => $"Kompetentajai iestādei jāpārsūta līdz {until}: tā ir {counted}. darbdiena pēc {LatvianDate.Genitive(from)}.",
            DeadlineKind.OuterLimit => $"Likumā noteiktais {MonthTerms.Genitive(months ?? 1)} termiņš beidzas līdz ar {LatvianDate.Numeric(due)}, skaitot no saņemšanas {LatvianDate.Numeric(from)}",
            _ => $"Lēmumu var apstrīdēt līdz {until}: {(months is > 1 ? $"tie ir {months} mēneši" : "tas ir mēnesis")} pēc paziņošanas {LatvianDate.Numeric(notifiedOn ?? from)}",
        };
        return main + Skipped(days);
    }

    public static string Forwarding(Deadline term) =>
        $"Iesniegums jāpārsūta līdz {LatvianDate.Dative(term.Due)}: tā ir {term.Days.Count(d => d.Counted)}. darbdiena pēc {LatvianDate.Genitive(term.From)}." + Skipped(term.Days);

    public static string Paused(DateOnly since, string because, int left) =>
        $"Termiņš ir apturēts kopš {LatvianDate.Genitive(since)}, jo {because}. {Left(left)}.";

    /// <summary>Latvian takes the singular after numbers ending in 1, except 11.</summary>
    private static string Left(int days) => days switch
    {
        0 => "Neviena darbdiena vairs nav atlikusi",
        _ when days % 10 == 1 && days % 100 != 11 => $"Atlikusi {days} darbdiena",
        _ => $"Atlikušas {days} darbdienas",
    };

    /// <summary>Free days other than plain weekends, neighbours with one reason joined.</summary>
    private static string Skipped(IReadOnlyList<LedgerDay> days)
    {
        var groups = new List<(DateOnly First, DateOnly Last, string Reason)>();
        foreach (var day in days.Where(d => !d.Counted && !IsPlainWeekend(d)))
        {
            if (groups is [.., var last] && last.Reason == day.Reason && last.Last.AddDays(1) == day.Date)
            {
                groups[^1] = last with { Last = day.Date };
            }
            else
            {
                groups.Add((day.Date, day.Date, day.Reason));
            }
        }

        return groups.Count == 0
            ? ""
            : $" Neskaita sestdienas, svētdienas un šīs dienas: {string.Join("; ", groups.Select(g => $"{Span(g.First, g.Last)} – {g.Reason}"))}.";
    }

    private static string Span(DateOnly first, DateOnly last) =>
        first == last ? LatvianDate.Numeric(first) : $"{LatvianDate.Numeric(first)}–{LatvianDate.Numeric(last)}";

    private static bool IsPlainWeekend(LedgerDay day) => day.Reason is "sestdiena" or "svētdiena";
}
