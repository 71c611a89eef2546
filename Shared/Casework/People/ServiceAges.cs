using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.People;

/// <summary>Whether an age fits a service. Where the date of birth is not known there is no answer, only a question for staff.</summary>
public static class ServiceAges
{
    /// <summary>Value of <see cref="Service.AgeOn"/>: the day of the application.</summary>
    public const string OnApplication = "application";

    /// <summary>Value of <see cref="Service.AgeOn"/>: the first day of the service.</summary>
    public const string OnStart = "start";

    public static bool HasLimits(Service service) => service.MinimumAge is not null || service.BelowAge is not null;

    /// <summary>Null while the date of birth is not known.</summary>
    public static bool? Fits(Service service, DateOnly? birth, DateOnly day) => birth is { } born
        ? Ages.On(born, day) is var age && age >= (service.MinimumAge ?? 0) && age < (service.BelowAge ?? int.MaxValue)
        : null;

    /// <summary>„no 5 gadu vecuma līdz 18. dzimšanas dienai”.</summary>
    public static string Limits(Service service) => (service.MinimumAge, service.BelowAge) switch
    {
        ({ } least, { } below) => $"no {least} gadu vecuma līdz {below}. dzimšanas dienai",
        ({ } least, null) => $"no {least} gadu vecuma",
        (null, { } below) => $"līdz {below}. dzimšanas dienai",
        _ => "jebkurā vecumā",
    };

    /// <summary>What a person must know about an age that does not fit.</summary>
    public static string Explain(Service service, DateOnly birth, DateOnly day) =>
        $"„{service.Name}” ir cilvēkiem {Limits(service)}, bet {LatvianDate.Numeric(day)} vecums ir {Ages.On(birth, day)}.";
}
