using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>
/// The time of a granted service: who is told before its contract, end and review are due, and what time alone brings about. A
/// service that has a next period needs nobody to be told of its end.
/// </summary>
internal static class ServiceClocks
{
    /// <summary>The days that have rungs now.</summary>
    public static IEnumerable<(string Clock, Deadline Term)> Of(CaseState state, CaseTerms terms)
    {
        if (!state.HasServiceTime || state is not { Notice: { } notice, Closed: null } || state.Service?.Ended is not null)
        {
            yield break;
        }

        if (state.Service?.Started is not { } started)
        {
            if (state.Proposal!.ContractBy is { } contractBy)
            {
                yield return (CaseClocks.Contract, terms.ServiceDay(CaseClocks.Contract, notice.SentOn, contractBy));
            }

            yield break;
        }

        if (IsRenewed(state))
        {
            yield break;
        }

        if (started.Until is { } until)
        {
            yield return (CaseClocks.ServiceEnd, terms.ServiceDay(CaseClocks.ServiceEnd, started.StartedOn, until));
        }

        if (started.ReviewOn is { } reviewOn && !state.Service.Reminded.Contains(ServiceReminders.Review))
        {
            yield return (CaseClocks.Review, terms.ServiceDay(CaseClocks.Review, started.StartedOn, reviewOn));
        }
    }

    public static IEnumerable<TimedFact> Facts(CaseState state, CaseTerms terms)
    {
        if (!state.HasServiceTime || state is not { Notice: not null, Closed: null } || state.Service?.Ended is not null)
        {
            yield break;
        }

        if (state.Service?.Started is not { } started)
        {
            if (state.Proposal!.ContractBy is { } contractBy && !Told(ServiceReminders.Contract))
            {
                yield return Remind(ServiceReminders.Contract, terms.EndOf(contractBy), contractBy);
            }

            yield break;
        }

        if (started is { RemindOn: { } remindOn, Until: { } until } && !Told(ServiceReminders.Ending))
        {
            yield return Remind(ServiceReminders.Ending, terms.MorningOf(remindOn), until);
        }

        if (started.ReviewOn is { } reviewOn && !Told(ServiceReminders.Review))
        {
            yield return Remind(ServiceReminders.Review, terms.MorningOf(reviewOn), reviewOn);
        }

        if (started.Until is { } end)
        {
            yield return new("service-ended", terms.EndOf(end), new ServiceEnded(end, "term", By: null));
        }

        bool Told(string about) => state.Service?.Reminded.Contains(about) ?? false;

        static TimedFact Remind(string about, DateTimeOffset at, DateOnly day) => new($"service-reminded:{about}", at, new ServiceReminded(about, day));
    }

    private static bool IsRenewed(CaseState state) => state.Siblings?.Any(s => s.Kind == SiblingKinds.Renewal) ?? false;
}
