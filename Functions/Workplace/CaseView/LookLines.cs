using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace;

/// <summary>One look in words.</summary>
internal sealed record LookLine(long Number, string At, string Who, string What, string? Reason);

/// <summary>Who looked at a case, for the head and the auditor.</summary>
internal sealed class LookLines(ILooks looks, CurrentStaff current, StaffDirectory staff, UiTexts texts)
{
    public bool MaySee => current.Person.Roles.Any(r => r is Roles.Head or Roles.Auditor);

    /// <summary>The newest first, before that number where one is given.</summary>
    public async Task<IReadOnlyList<LookLine>> OfAsync(CaseRecord record, long? before, int most, CancellationToken cancellation)
    {
        var zone = current.Municipality.Pack.Calendar.TimeZone;
        return
        [
            .. (await looks.ListAsync(record.Case.Municipality, record.Case.CaseId, before, most, cancellation)).Select(look => new LookLine(
                look.Number,
                LocalTime.Text(look.At, zone),
                staff.Find(look.PersonId)?.Name ?? look.PersonId,
                look.What is { } file && ListedFiles.Find(record, file) is { } named ? $"{texts.Word("look", look.Kind)}: {named.Name}" : texts.Word("look", look.Kind),
                look.Reason)),
        ];
    }
}
