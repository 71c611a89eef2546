using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Casework.Records;

namespace SocialWorkflows.Functions.Duty;

/// <summary>Why an absence was not entered: the key of a text for the person.</summary>
internal enum AbsenceProblem
{
    None,
    NotYours,
    UnknownPerson,
    Days,
    TooLong,
    Substitute,
    SubstituteAway,
    Overlap,
    Stale,
}

/// <summary>The municipality's absences and substitutes, each entered and ended by an entry of the book.</summary>
internal sealed class DutyBook(IRecordBooks books, StaffDirectory staff)
{
    public const string Name = "duty";

    /// <summary>Who entered what <see cref="AccountWatch"/> saw; no id of a person has a colon.</summary>
    private const string Watch = "watch:accounts";

    private const int LongestDays = 366;

    private static readonly string[] Workers = [Roles.Worker, Roles.Substitute, Roles.Duty];

    public async Task<DutyRoster> RosterAsync(string municipality, CancellationToken cancellation) =>
        new([.. staff.People.Where(p => p.Municipality == municipality)], DutyEntry.Fold(await books.ReadAsync(municipality, Name, cancellation)));

    public Task<IReadOnlyList<BookEntry>> EntriesAsync(string municipality, CancellationToken cancellation) => books.ReadAsync(municipality, Name, cancellation);

    /// <summary>Everybody enters their own absence; the head and the duty officer anybody's.</summary>
    public static bool May(StaffMember actor, string person) => actor.Id == person || actor.Roles.Any(r => r is Roles.Head or Roles.Duty);

    public async Task<AbsenceProblem> EnterAsync(StaffMember actor, AbsenceEntered absence, CancellationToken cancellation)
    {
        var entries = await books.ReadAsync(actor.Municipality, Name, cancellation);
        var roster = new DutyRoster([.. staff.People.Where(p => p.Municipality == actor.Municipality)], DutyEntry.Fold(entries));
        var problem = Check(actor, absence, roster);
        return problem == AbsenceProblem.None ? await WriteAsync(actor, entries.Count, absence, cancellation) : problem;
    }

    public async Task<AbsenceProblem> EndAsync(StaffMember actor, AbsenceEnded end, CancellationToken cancellation)
    {
        var entries = await books.ReadAsync(actor.Municipality, Name, cancellation);
        if (DutyEntry.Fold(entries).FirstOrDefault(a => a.Id == end.Absence) is not { } absence)
        {
            return AbsenceProblem.UnknownPerson;
        }

        return May(actor, absence.PersonId) ? await WriteAsync(actor, entries.Count, end, cancellation) : AbsenceProblem.NotYours;
    }

    /// <summary>Their account is gone: away from the day on, and nobody named to stand in; entered anew while it stays so.</summary>
    public async Task EnterLostAsync(StaffMember person, DateOnly day, CancellationToken cancellation)
    {
        var entries = await books.ReadAsync(person.Municipality, Name, cancellation);
        await WriteAsync(person.Municipality, Watch, entries.Count, new AbsenceEntered(person.Id, day, day.AddDays(LongestDays), null), cancellation);
    }

    /// <summary>What the watch entered and holds on the day.</summary>
    public async Task<IReadOnlyList<Absence>> LostAsync(string municipality, DateOnly day, CancellationToken cancellation)
    {
        var entries = await books.ReadAsync(municipality, Name, cancellation);
        var entered = entries.Where(e => e.By == Watch).Select(e => e.Number.ToString(CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        return [.. DutyEntry.Fold(entries).Where(a => a.Covers(day) && entered.Contains(a.Id))];
    }

    /// <summary>Their account is there again.</summary>
    public async Task EndLostAsync(string municipality, Absence absence, DateOnly day, CancellationToken cancellation)
    {
        var entries = await books.ReadAsync(municipality, Name, cancellation);
        await WriteAsync(municipality, Watch, entries.Count, new AbsenceEnded(absence.Id, day), cancellation);
    }

    private static AbsenceProblem Check(StaffMember actor, AbsenceEntered absence, DutyRoster roster)
    {
        if (roster.Find(absence.Person) is not { } person)
        {
            return AbsenceProblem.UnknownPerson;
        }

        if (!May(actor, person.Id))
        {
            return AbsenceProblem.NotYours;
        }

        if (absence.Until < absence.From)
        {
            return AbsenceProblem.Days;
        }

        if (absence.Until.DayNumber - absence.From.DayNumber > LongestDays)
        {
            return AbsenceProblem.TooLong;
        }

        if (roster.Absences.Any(a => a.PersonId == person.Id && a.From <= absence.Until && absence.From <= a.Until))
        {
            return AbsenceProblem.Overlap;
        }

        return absence.Substitute is { } substitute ? CheckSubstitute(person, substitute, absence, roster) : AbsenceProblem.None;
    }

    /// <summary>Nobody stands in for a right they do not have: a head by a head, a registrar by a registrar, a worker by whoever does a worker's work.</summary>
    private static AbsenceProblem CheckSubstitute(StaffMember person, string substitute, AbsenceEntered absence, DutyRoster roster)
    {
        if (substitute == person.Id || roster.Find(substitute) is not { } other || !person.Roles.All(role => other.Roles.Contains(role) || (Workers.Contains(role) && other.Roles.Any(Workers.Contains))))
        {
            return AbsenceProblem.Substitute;
        }

        for (var day = absence.From; day <= absence.Until; day = day.AddDays(1))
        {
            if (!roster.IsAway(substitute, day))
            {
                return AbsenceProblem.None;
            }
        }

        return AbsenceProblem.SubstituteAway;
    }

    private Task<AbsenceProblem> WriteAsync(StaffMember actor, int after, DutyEntry entry, CancellationToken cancellation) =>
        WriteAsync(actor.Municipality, actor.Id, after, entry, cancellation);

    private async Task<AbsenceProblem> WriteAsync(string municipality, string by, int after, DutyEntry entry, CancellationToken cancellation)
    {
        try
        {
            await books.AppendAsync(municipality, Name, after, by, DutyEntry.Write(entry), cancellation);
            return AbsenceProblem.None;
        }
        catch (StaleBookException)
        {
            return AbsenceProblem.Stale;
        }
    }
}
