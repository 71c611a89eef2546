using System.Text.RegularExpressions;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Housekeeping;

/// <summary>The stored files that a case names: what came in, what was made, what was signed.</summary>
internal static partial class CaseDocuments
{
    /// <summary>Every file that must be in the store.</summary>
    public static IReadOnlyList<string> Of(CaseRecord record) => [.. record.Entries.SelectMany(e => Of(e.Event)).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Everything written like the id of a file, wherever it stands in the events: what to destroy with the case, and what another case still
    /// needs. One too many does no harm there; one too few would.
    /// </summary>
    public static IEnumerable<string> MentionedIn(CaseRecord record) =>
        record.Entries.SelectMany(e => FileId().Matches(JournalChain.Write(e.Event)).Select(m => m.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>Everything written like the id of a message: what came in for this case, wherever the intake ledger says it ended. One too many does no harm.</summary>
    public static IEnumerable<string> MessagesIn(CaseRecord record) =>
        record.Entries.SelectMany(e => IntakeId().Matches(JournalChain.Write(e.Event)).Select(m => m.Value)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Of(CaseEvent fact)
    {
        foreach (var property in fact.GetType().GetProperties())
        {
            switch (property.GetValue(fact))
            {
                case string id when property.Name.EndsWith("FileId", StringComparison.Ordinal):
                    yield return id;
                    break;
                case IEnumerable<CaseFile> files:
                    foreach (var file in files)
                    {
                        yield return file.FileId;
                    }

                    break;
            }
        }
    }

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", RegexOptions.None, 1000)]
    private static partial Regex FileId();

    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])", RegexOptions.None, 1000)]
    private static partial Regex IntakeId();
}
