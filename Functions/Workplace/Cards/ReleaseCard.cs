using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Files of the case that are handed out to nobody because of their kind; the head lets one out with a reason.</summary>
internal static class ReleaseCard
{
    /// <summary>The card's place among the steps; a case does not wait for it.</summary>
    public const string Step = "release-file";

    private const int MostFiles = 20;
    private const int LongestName = 80;

    /// <summary>What somebody set aside is not here: it was not its kind that speaks against it.</summary>
    public static bool Applies(CaseState state) => state.Closed is null && Blocked(state).Any();

    /// <summary>Another card for each release, so that an old one closes.</summary>
    public static int Round(CaseRecord record) => 1 + record.Entries.Count(e => e.Event is FileReleased);

    /// <summary>The release that ended the card of this round; null where it only lost its object.</summary>
    public static JournalEntry? EndOf(CaseRecord record, int round) => round < 1 ? null : record.Entries.Where(e => e.Event is FileReleased).ElementAtOrDefault(round - 1);

    public static StepContent Build(CardContext context)
    {
        var texts = context.Texts;
        return new StepContent(
            Verbs.ReleaseFile,
            [new TextBlock(texts["case.files.release-why"])],
            [
                context.Choice("fileId", texts["field.release-file"], [.. Blocked(context.State).Take(MostFiles).Select(f => new Choice(Name(context, f), f.FileId))]),
                context.LongText("reason", texts["case.files.release-reason"]),
            ],
            [context.Action(Verbs.ReleaseFile, Round(context.Record))]);
    }

    private static IEnumerable<CaseFile> Blocked(CaseState state) => state.Files.Where(f => f.Blocked && !f.IsSetAside).DistinctBy(f => f.FileId);

    private static string Name(CardContext context, CaseFile file)
    {
        var name = CardText.Plain(Masks.In(file.Name));
        var remarks = string.Join(", ", (file.Remarks ?? []).Select(r => context.Texts.Word("file", r)));
        return $"{(name.Length > LongestName ? name[..LongestName] + "…" : name)} ({remarks})";
    }
}
