using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases.Trial;

/// <summary>The dates of a case: of clocks that run by their own length, and of those that would start today.</summary>
internal static class PictureDates
{
    public static IEnumerable<PictureLine> Of(PictureRules rules) => [.. Running(rules), .. FromToday(rules)];

    private static List<PictureLine> Running(PictureRules rules)
    {
        List<PictureLine> lines = [];
        foreach (var open in OpenClocks.Of(rules.State, rules.Terms))
        {
            lines.Add(new($"{Aspects.Clock}:{open.Clock}", $"{Text(open.Now)}{(open.RemindOn is { } remind ? $"; atgādināt {LatvianDate.Numeric(remind)}" : "")}"));
        }

        foreach (var (clock, term) in CaseSchedule.ClocksOf(rules.State, rules.Terms))
        {
            lines.Add(new($"{Aspects.Rungs}:{clock}", string.Join(", ", rules.Terms.Rungs(term).Select(r => $"{LatvianDate.Numeric(r.Date)} {r.Rung.Role}"))));
        }

        return lines;
    }

    private static IEnumerable<PictureLine> FromToday(PictureRules rules)
    {
        var (state, terms, today) = (rules.State, rules.Terms, rules.Today);
        if (rules.IsIncomplete && rules.Service is { } service)
        {
            yield return new(Aspects.DecisionFromToday, Text(terms.Decision(service, today)));
        }

        if (rules.IsIncomplete)
        {
            yield return new(Aspects.RequestFromToday, $"{Text(terms.DocumentRequest(today))}; atgādināt {LatvianDate.Numeric(terms.DocumentReminder(today).Due)}");
        }

        if (rules.IsUndecided)
        {
            yield return new(Aspects.NoticeFromToday, Text(terms.Notice(today)));
            yield return new(Aspects.Extension, rules.Pack.Terms.Extension is { } extension ? $"{extension.Months} mēn.; {extension.Basis}" : null);
        }

        if (state is { Notice: null, Contact: { } contact } && rules.Pack.FindChannel(contact.Channel) is not null)
        {
            yield return new(Aspects.ContestFromToday, Text(terms.Contest(contact.Channel, today)));
            yield return new(Aspects.HearingFromToday, terms.HearingUntil(today, contact) is { } until ? LatvianDate.Numeric(until) : null);
        }
    }

    /// <summary>The day people are told, the earlier one for ourselves, and when the person counts as notified.</summary>
    private static string Text(Deadline term) =>
        $"{LatvianDate.Numeric(term.Due)}{(term.SafeDue == term.Due ? "" : $" (drošais: {LatvianDate.Numeric(term.SafeDue)})")}{(term.NotifiedOn is { } notified ? $"; paziņots {LatvianDate.Numeric(notified)}" : "")}";
}
