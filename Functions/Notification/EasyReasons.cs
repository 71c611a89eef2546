using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Letters.Easy;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// A reason that somebody typed in easy language is read by the same rules as our own texts. What does not keep to them is refused when it is given. One
/// that was taken before is not printed: the easy page then says that the reason stands in the official text.
/// </summary>
internal static class EasyReasons
{
    /// <summary>The reason as the easy page prints it; null where there is none, or it is not easy.</summary>
    public static string? Printable(MunicipalityPack pack, string? typed) => typed is not null && Problems(pack, typed).Count == 0 ? typed : null;

    /// <summary>What is not easy, sentence by sentence, for whoever typed it; null when nothing is.</summary>
    public static string? Warning(MunicipalityPack pack, UiTexts texts, string? typed) => typed is not null && Problems(pack, typed) is { Count: > 0 } problems
        ? string.Join(" ", problems.Select(p => texts.Format("card.easy-reason.problem", p.Sentence, texts.Word("easy-fault", p.Fault.ToString()), p.Found)))
        : null;

    /// <exception cref="CommandRefusedException">A reason among the facts is not easy; it names every such sentence and the rule.</exception>
    public static void Demand(MunicipalityPack pack, IEnumerable<CaseEvent> facts)
    {
        foreach (var typed in facts.Select(TypedIn))
        {
            if (Warning(pack, UiTexts.Latvian, typed) is { } latvian && Warning(pack, UiTexts.English, typed) is { } english)
            {
                throw new CommandRefusedException(
                    "not-easy",
                    UiTexts.Latvian.Format("card.easy-reason.refused", latvian),
                    UiTexts.English.Format("card.easy-reason.refused", english),
                    "The reason in easy language does not keep to the rules of easy-language.json.");
            }
        }
    }

    private static string? TypedIn(CaseEvent fact) => fact switch
    {
        DecisionProposed proposed => proposed.EasyReason,
        DecisionTermExtended extended => extended.EasyReason,
        HearingInvited invited => invited.EasyReason,
        _ => null,
    };

    private static IReadOnlyList<EasyProblem> Problems(MunicipalityPack pack, string typed) =>
        pack.EasyLanguage is { } rules ? new EasyLanguageLinter(rules).Check(typed) : [];
}
