using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Functions.Duty;

/// <summary>
/// Whose account is gone or blocked is entered as away in the duty book, so that cards, rungs and boards pass to those who are there; whoever can sign in
/// again is back. A person is told, since the cases stay assigned. Several in one hour may be true; most of them never is.
/// </summary>
internal sealed class AccountWatch(IEnumerable<IStaffAccounts> directories, StaffDirectory staff, DutyBook duty, IPersonTasks tasks, MunicipalityDirectory municipalities, TimeProvider time)
{
    /// <summary>Task for the head: the account of a member of staff is gone.</summary>
    public const string TaskKind = "account-gone";

    /// <summary>Task for the operator: accounts cannot be asked for, or the answer cannot be true.</summary>
    public const string UnreadKind = "accounts-unread";

    public async Task LookAsync(CancellationToken cancellation)
    {
        var people = staff.People.Where(p => p.EntraId is not null).ToList();
        if (directories.SingleOrDefault() is not { } accounts || people.Count == 0)
        {
            return;
        }

        IReadOnlySet<Guid> unusable;
        try
        {
            unusable = await accounts.UnusableAsync([.. people.Select(p => p.EntraId!.Value)], cancellation);
        }
        catch (AccountsUnavailableException problem) when (problem.IsRefusal)
        {
            await TellOperatorsAsync(
                people,
                new(
                    "Lietotne nedrīkst prasīt Entra ID, kuri darbinieku konti vairs nedarbojas. Administratoram jāpiešķir tiesība User.Read.All (infra-bicep/scripts/account-access.sh) vai jāizslēdz Duty__Entra__IsOn.",
                    "The app may not ask Entra ID which accounts of staff no longer work. An administrator must grant User.Read.All (infra-bicep/scripts/account-access.sh) or turn Duty__Entra__IsOn off."),
                cancellation);
            throw;
        }

        if (unusable.Count * 2 > people.Count)
        {
            await TellOperatorsAsync(
                people,
                new(
                    $"Entra ID nepazīst {unusable.Count} no {people.Count} darbinieku kontiem. Visticamāk, jautāts cita nomnieka (tenant) katalogam vai darbinieku sarakstā ir nepareizi entraId. Neviens nav atzīmēts kā prombūtnē.",
                    $"Entra ID does not know {unusable.Count} of {people.Count} accounts of staff. Most likely another tenant was asked, or the staff list has wrong entraIds. Nobody was marked as away."),
                cancellation);
            return;
        }

        foreach (var municipality in people.GroupBy(p => p.Municipality))
        {
            var today = DutyDay.Of(municipalities.Get(municipality.Key).Terms, time.GetUtcNow());
            var gone = municipality.Where(p => unusable.Contains(p.EntraId!.Value)).ToList();
            foreach (var person in gone)
            {
                await LostAsync(person, today, cancellation);
            }

            foreach (var back in (await duty.LostAsync(municipality.Key, today, cancellation)).Where(a => municipality.Any(p => p.Id == a.PersonId) && !gone.Any(p => p.Id == a.PersonId)))
            {
                await duty.EndLostAsync(municipality.Key, back, today, cancellation);
            }
        }
    }

    /// <summary>The task first: a crash after it tells once more at most, and never leaves somebody's work passed on in silence.</summary>
    private async Task LostAsync(StaffMember person, DateOnly today, CancellationToken cancellation)
    {
        var roster = await duty.RosterAsync(person.Municipality, cancellation);
        if (roster.IsAway(person.Id, today))
        {
            return;
        }

        var others = person.Roles.Where(role => !roster.People.Any(p => p.Id != person.Id && p.Roles.Contains(role))).ToList();
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"{TaskKind}:{person.Id}:{today:yyyy-MM-dd}",
                Municipality = person.Municipality,
                Role = person.Roles.Contains(Roles.Head) ? Roles.Operator : Roles.Head,
                Kind = TaskKind,
                Text = new(
                    $"Darbinieka konts ({person.Id}) Entra ID ir dzēsts vai bloķēts. Lapā „Dežūra” darbinieks ir prombūtnē, darbus saņem tie, kas ir uz vietas. Nododiet lietas citam un izlabojiet darbinieku sarakstu."
                    + (others.Count == 0 ? string.Empty : $" Neviena cita nav šajās lomās: {string.Join(", ", others)}."),
                    $"The account of {person.Id} in Entra ID is deleted or blocked. On the page Duty they are away, and the work goes to those who are here. Hand the cases to somebody else and mend the staff list."
                    + (others.Count == 0 ? string.Empty : $" Nobody else has these roles: {string.Join(", ", others)}.")),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
        await duty.EnterLostAsync(person, today, cancellation);
    }

    private async Task TellOperatorsAsync(IEnumerable<StaffMember> people, Bilingual text, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var municipality in people.Select(p => p.Municipality).Distinct())
        {
            await tasks.RaiseAsync(
                new PersonTask { Key = $"{UnreadKind}:{municipality}:{now:yyyy-MM}", Municipality = municipality, Role = Roles.Operator, Kind = UnreadKind, Text = text, RaisedAt = now }, cancellation);
        }
    }
}
