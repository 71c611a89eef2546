using System.Globalization;
using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Synthetic;

/// <summary>What the walker enters where a worker would. It refuses the service, and so takes no place, no money and no time of anybody.</summary>
internal static class SyntheticAnswers
{
    private const string Said = "Sintētiska pārbaude.";

    /// <summary>Null where nobody has to act, and where only a person may: a walk that comes there is not finished, and that is told.</summary>
    public static (string Verb, JsonElement Data)? To(Wait wait, CaseState state, MunicipalityPack pack, SyntheticOptions options) => wait.Step switch
    {
        Steps.Registration => Answer(Verbs.ChooseService, ("serviceId", options.Service)),
        Steps.Documents => Answer(Verbs.ReviewDocuments, [.. Review(state, pack, options)]),
        Steps.Needs => Answer(Verbs.AssessNeeds, ("level", "2"), ("findings", Said)),
        Steps.Income => Answer(Verbs.AssessIncome, ("monthlyIncome", "1,00"), ("householdSize", "1"), ("status", "none"), ("findings", Said)),
        Steps.Capacity => Answer(Verbs.AssessCapacity, ("answer", "yes"), ("findings", Said)),
        Steps.Proposal => Answer(
            Verbs.Propose,
            ("outcome", Outcomes.Refused), ("findings", Said), ("reasoning", Said), ("reason", Said), ("hearing", Said), ("norm", "Sintētiskas pārbaudes 1. punkts")),
        Steps.Approval => Answer(Verbs.Approve),
        Steps.Messages => Answer(Verbs.HandleMessage, ("intakeId", state.OpenMessages[0]), ("note", Said)),
        _ => null,
    };

    private static IEnumerable<(string Name, string Value)> Review(CaseState state, MunicipalityPack pack, SyntheticOptions options)
    {
        var service = pack.FindService(state.ServiceId!)!;
        yield return ("channel", "signed-email");
        yield return ("address", options.Discard);
        if (ServiceAges.HasLimits(service))
        {
            yield return ("recipientBirthDate", Day(state.Received!.ReceivedOn.AddYears(-Math.Max(service.MinimumAge ?? 0, (service.BelowAge ?? 71) - 1))));
        }

        foreach (var required in service.Documents)
        {
            yield return ($"doc.{required.Document}", required.When == DocumentConditions.Always ? "received" : "not-needed");
            yield return ($"dated.{required.Document}", Day(state.Received!.ReceivedOn));
        }
    }

    private static (string Verb, JsonElement Data)? Answer(string verb, params (string Name, string Value)[] data) =>
        (verb, JsonSerializer.SerializeToElement(data.ToDictionary(d => d.Name, d => d.Value, StringComparer.Ordinal)));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
