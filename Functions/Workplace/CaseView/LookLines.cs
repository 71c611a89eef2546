using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Functions.Workplace.Files;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace;

/// <summary>One look in words.</summary>
internal sealed record LookLine(long Number, string At, string Who, string What, string? Reason);

/// <summary>Who looked at a case, a message or a list, for the head and the auditor.</summary>
internal sealed class LookLines(ILooks looks, CurrentStaff current, StaffDirectory staff, UiTexts texts)
{
    public bool MaySee => current.Person.Roles.Any(r => r is Roles.Head or Roles.Auditor);

    /// <summary>Of a case: the newest first, before that number where one is given.</summary>
    public Task<IReadOnlyList<LookLine>> OfAsync(CaseRecord record, long? before, int most, CancellationToken cancellation) =>
        OfAsync(record.Case.Municipality, record.Case.CaseId, file => ListedFiles.Find(record, file)?.Name, before, most, cancellation);

    /// <summary>Of a message, an entry of the counter or a list.</summary>
    public Task<IReadOnlyList<LookLine>> OfAsync(string municipality, string subjectId, long? before, int most, CancellationToken cancellation) =>
        OfAsync(municipality, subjectId, _ => null, before, most, cancellation);

    private async Task<IReadOnlyList<LookLine>> OfAsync(string municipality, string subjectId, Func<string, string?> nameOf, long? before, int most, CancellationToken cancellation)
    {
        var zone = current.Municipality.Pack.Calendar.TimeZone;
        return
        [
            .. (await looks.ListAsync(municipality, subjectId, before, most, cancellation)).Select(look => new LookLine(
                look.Number,
                LocalTime.Text(look.At, zone),
                staff.Find(look.PersonId)?.Name ?? look.PersonId,
                look.What is { } file && nameOf(file) is { } name ? $"{texts.Word("look", look.Kind)}: {name}" : texts.Word("look", look.Kind),
                look.Reason)),
        ];
    }
}
