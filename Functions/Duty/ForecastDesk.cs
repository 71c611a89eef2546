using Microsoft.Extensions.Options;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Duty;

/// <summary>The morning's forecast of one municipality; page and card read it from here.</summary>
internal sealed class ForecastDesk(DutyBook duty, ICaseBoard board, MunicipalityDirectory municipalities, IOptions<DutyOptions> options, TimeProvider time)
{
    /// <summary>Working days the forecast looks ahead.</summary>
    public const int WorkingDays = 10;

    /// <summary>Most cases that are looked at; the soonest due first.</summary>
    private const int MostCases = 2000;

    /// <summary>What will miss its day within the next working days, the soonest first.</summary>
    public async Task<IReadOnlyList<ForecastLine>> OfAsync(string municipality, CancellationToken cancellation)
    {
        var terms = municipalities.Get(municipality).Terms;
        var today = terms.DayOf(time.GetUtcNow());
        var until = Until(terms, today);
        var page = await board.PageAsync(new BoardQuery { Municipality = municipality, ByDue = true, DueBy = until, Take = MostCases }, cancellation);
        return Forecast.Of(page.Rows, await duty.RosterAsync(municipality, cancellation), terms.IsWorkingDay, today, until, options.Value.StepsADay);
    }

    private static DateOnly Until(CaseTerms terms, DateOnly today)
    {
        var (day, left) = (today, WorkingDays);
        while (left > 0)
        {
            day = day.AddDays(1);
            left -= terms.IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }
}
