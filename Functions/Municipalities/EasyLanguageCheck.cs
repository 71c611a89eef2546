using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Easy;
using SocialWorkflows.Letters.Mail;
using SocialWorkflows.Letters.Specimens;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Functions.Municipalities;

/// <summary>
/// Renders every letter and status e-mail of a municipality with invented facts and holds the easy-language part against the rules, so that a
/// wrong template or a hard word is found when the pack is read and not when a resident gets it.
/// </summary>
internal static class EasyLanguageCheck
{
    private static readonly DateOnly Specimen = new(2026, 6, 30);

    /// <exception cref="LetterTemplateException">A template is missing or wrong.</exception>
    public static IEnumerable<PackProblem> Of(MunicipalityPack pack, LetterTemplates templates)
    {
        if (pack.EasyLanguage is not { } rules)
        {
            return [];
        }

        var linter = new EasyLanguageLinter(rules);
        var letters = LetterSpecimens.Names.SelectMany(name => Told(
            $"{pack.Id}/templates/letters/easy-{(name.StartsWith("decision-", StringComparison.Ordinal) ? "decision" : name)}.hbs",
            name,
            linter.Check(EasyLanguageLinter.EasyPart(LetterSpecimens.Compose(name, pack, templates)))));
        NoticeChannelRule?[] channels = [pack.Channels.FirstOrDefault(c => c.Id != "hand"), null];
        var mails = Enum.GetValues<StatusMailKind>().SelectMany(kind => channels.SelectMany(channel => Told(
            $"{pack.Id}/templates/mail", kind.ToString(), linter.Check(LetterSpecimens.Compose(kind, pack, templates, channel).Easy))));
        var documents = pack.Documents.SelectMany(d => Told($"{pack.Id}/documents.json", d.Id, linter.Check(d.EasyName + (d.EasyMustState is { } must ? $". {must}" : ""))));
        var notices = new (DateOnly? Until, bool IsOwn)[] { (Specimen, false), (Specimen, true), (null, false) }.SelectMany(n => Told(
            $"{pack.Id}/templates/mail/signed-notice.hbs", "signed-notice", linter.Check(NoticeMail.Compose(templates, pack.Institution, "N-1", "L-1", Specimen, n.Until, n.IsOwn).Easy)));
        var ways = pack.Channels.SelectMany(c => Told($"{pack.Id}/channels.json", c.Id, linter.Check(c.EasyName)));
        return letters.Concat(mails).Concat(notices).Concat(documents).Concat(ways).Distinct();
    }

    private static IEnumerable<PackProblem> Told(string file, string where, IEnumerable<EasyProblem> problems) => problems.Select(p => new PackProblem(
        file, where, $"is not easy language ({p.Fault}, {p.Found}): \"{p.Sentence}\"; the rules are in {NationalPack.Id}/easy-language.json"));
}
