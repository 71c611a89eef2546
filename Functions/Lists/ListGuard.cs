using System.Text;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Lists;

/// <summary>
/// Knows whom a list may not write to: people with any case, also one that has ended, that says that mail is not safe. A parcel's letter at the wrong
/// door tells where somebody turned for help, so that a name alone is enough; a person finds out who is meant.
/// </summary>
internal sealed class ListGuard(ICaseBoard board, ICaseJournal journal)
{
    /// <summary>The guard of a municipality as its cases stand now.</summary>
    public async Task<OpenGuard> OpenAsync(string municipality, CancellationToken cancellation) =>
        new(municipality, board, journal, (await board.ListAsync(municipality, assignee: null, includeClosed: true, cancellation)).ToLookup(r => OpenGuard.NameOf(r.ApplicantName), r => r.Case));
}

/// <summary>One look at a municipality's people.</summary>
internal sealed class OpenGuard(string municipality, ICaseBoard board, ICaseJournal journal, ILookup<string, CaseRef> byName)
{
    private readonly Dictionary<CaseRef, bool> _known = [];

    public async Task<bool> IsProtectedAsync(ListRow row, CancellationToken cancellation)
    {
        IEnumerable<CaseRef> cases =
        [
            .. byName[NameOf(row.Name)],
            .. row.Code.Length > 0 ? await board.FindByPersonAsync(municipality, row.Code, cancellation) : [],
            .. row.IsMailed ? await board.FindBySenderAsync(municipality, row.Email, cancellation) : [],
        ];
        foreach (var reference in cases)
        {
            if (!_known.TryGetValue(reference, out var isSafeMode))
            {
                isSafeMode = await journal.ReadAsync(reference, cancellation) is { State.SafeMode: not SafeModes.Off };
                _known[reference] = isSafeMode;
            }

            if (isSafeMode)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Words in any order: lists write the surname first as often as last.</summary>
    public static string NameOf(string name) => string.Join(
        ' ', name.Normalize(NormalizationForm.FormC).ToLowerInvariant().Split([' ', ',', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}
