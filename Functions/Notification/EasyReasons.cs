using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Letters.Easy;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// A reason that somebody typed in easy language is read by the same rules as our own texts. What does not keep to them is not printed: the easy page
/// then says that the reason stands in the official text.
/// </summary>
internal static class EasyReasons
{
    /// <summary>The reason as the easy page prints it; null where there is none, or it is not easy.</summary>
    public static string? Printable(MunicipalityPack pack, string? typed) => typed is not null && Problems(pack, typed).Count == 0 ? typed : null;

    /// <summary>What is not easy, sentence by sentence, for whoever typed it; null when nothing is.</summary>
    public static string? Warning(MunicipalityPack pack, UiTexts texts, string? typed) => typed is not null && Problems(pack, typed) is { Count: > 0 } problems
        ? string.Join(" ", problems.Select(p => texts.Format("card.easy-reason.problem", p.Sentence, texts.Word("easy-fault", p.Fault.ToString()), p.Found)))
        : null;

    private static IReadOnlyList<EasyProblem> Problems(MunicipalityPack pack, string typed) =>
        pack.EasyLanguage is { } rules ? new EasyLanguageLinter(rules).Check(typed) : [];
}
