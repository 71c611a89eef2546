using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>
/// The ages of a service. It is for the applicant or for somebody they act for, a child or a ward: the applicant's own date of
/// birth answers only where it fits, otherwise staff are asked whose service it is to be.
/// </summary>
public static class AgeRules
{
    private const string Input = "recipientBirthDate";

    /// <summary>Whether a card has to ask; false too for services of any age.</summary>
    public static bool MustAsk(CaseState state, Service service) =>
        ServiceAges.HasLimits(service) && (Stated(state) is not null || ServiceAges.Fits(service, OfApplicant(state), state.FirstReceivedOn!.Value) != true);

    /// <summary>The date of birth staff wrote down for whoever the service is for.</summary>
    public static DateOnly? Stated(CaseState state) => state.Review?.RecipientBirthDate ?? state.Proposal?.RecipientBirthDate;

    /// <summary>The date to be kept with the review; an age outside the limits is confirmed before the papers are looked at.</summary>
    internal static DateOnly? Review(CommandContext context)
    {
        var (service, state) = (context.Service, context.State);
        var (stated, confirmed) = (Read(context), context.Inputs.Flag("confirmAge"));
        if (!ServiceAges.HasLimits(service))
        {
            return stated;
        }

        var birth = Known(context, stated, state.FirstReceivedOn!.Value);
        if (service.AgeOn == ServiceAges.OnApplication && ServiceAges.Fits(service, birth, state.FirstReceivedOn.Value) == false && !confirmed)
        {
            throw new CommandRefusedException(
                "age-outside",
                $"{ServiceAges.Explain(service, birth, state.FirstReceivedOn.Value)} Pārbaudiet datumu. Ja tas ir pareizs, apstipriniet: tad var atteikt vai izvēlēties citu pakalpojumu.",
                "The age lies outside the service's limits on the day that counts; check the date or confirm it.");
        }

        return stated;
    }

    /// <summary>Nothing is granted, and nobody put into a queue, outside the ages of the service.</summary>
    internal static DateOnly? Proposal(CommandContext context, string outcome, DateOnly? from)
    {
        var (service, state) = (context.Service, context.State);
        var stated = Read(context);
        if (!ServiceAges.HasLimits(service) || outcome == Outcomes.Refused)
        {
            return stated;
        }

        var day = service.AgeOn == ServiceAges.OnStart ? from ?? context.Today : state.FirstReceivedOn!.Value;
        var birth = Known(context, stated, day);
        return ServiceAges.Fits(service, birth, day) == true
            ? stated
            : throw new CommandRefusedException("age", $"{ServiceAges.Explain(service, birth, day)} Piešķirt to nevar.", "The age does not fit the service on the day that counts.");
    }

    private static DateOnly Known(CommandContext context, DateOnly? stated, DateOnly day)
    {
        var own = OfApplicant(context.State);
        return stated
            ?? (ServiceAges.Fits(context.Service, own, day) == true ? own : null)
            ?? throw new CommandRefusedException(
                "age-question",
                $"„{context.Service.Name}” ir cilvēkiem {ServiceAges.Limits(context.Service)}. Kad dzimis cilvēks, kam pakalpojums vajadzīgs? Ierakstiet dzimšanas datumu.",
                "The service has ages; give the date of birth of whoever it is for.");
    }

    private static DateOnly? Read(CommandContext context)
    {
        var written = context.Inputs.OptionalDay(Input, "Dzimšanas datums cilvēkam, kam vajadzīgs pakalpojums");
        return written <= context.Today || written is null
            ? written ?? Stated(context.State)
            : throw new CommandRefusedException("bad-date", "Dzimšanas datums ir nākotnē. Pārbaudiet to.", "The date of birth lies in the future.");
    }

    private static DateOnly? OfApplicant(CaseState state) =>
        state.Identity?.BirthDate ?? (PersonalCode.TryParse(state.Received!.Applicant.PersonalCode, out var code) ? code.BirthDate : null);
}
