using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>Notices a person who is counted in two households of the municipality. It warns; a person finds out.</summary>
internal sealed class HouseholdCheck(ICaseBoard board, ICaseJournal journal)
{
    /// <summary>The numbers of open cases that count a person of this case in a different household; null when there are none.</summary>
    public async Task<string?> ElsewhereAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.State is not { Received: { } received, Closed: null })
        {
            return null;
        }

        var own = Of(record.State);
        var found = new List<string>();
        foreach (var code in own)
        {
            foreach (var other in (await board.FindByPersonAsync(record.Case.Municipality, code, cancellation)).Where(c => c != record.Case))
            {
                if (await journal.ReadAsync(other, cancellation) is { State: { Closed: null, Received: { } theirs } state } && Differs(own, state, theirs, received))
                {
                    found.Add(state.Registration?.Number ?? other.CaseId);
                }
            }
        }

        return found.Count == 0 ? null : string.Join(", ", found.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Two cases of one applicant, or of people who name each other, are one household.</summary>
    private static bool Differs(HashSet<string> own, CaseState other, ApplicationReceived theirs, ApplicationReceived ours) =>
        (theirs.Applicant.PersonalCode.Length == 0 || Written(theirs.Applicant.PersonalCode) != Written(ours.Applicant.PersonalCode))
        && !(own.Contains(Written(theirs.Applicant.PersonalCode)) && Of(other).Contains(Written(ours.Applicant.PersonalCode)));

    /// <summary>A person without a code is found by nobody, and is nobody else.</summary>
    private static HashSet<string> Of(CaseState state) =>
        [.. (state.Income?.MemberCodes ?? []).Append(state.Received!.Applicant.PersonalCode).Where(c => c.Length > 0).Select(Written)];

    /// <summary>One spelling for the same code, however certificate and card write it.</summary>
    private static string Written(string code) => PersonalCode.TryParse(code, out var parsed) ? parsed.Formatted : code;
}
