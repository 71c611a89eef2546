using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// A letter may lie printed for days. When a person confirms that it went by post or by hand, the state's service is asked once more: with an active
/// e-address the decision belongs there, and somebody has to know.
/// </summary>
internal sealed class NoticeSecondLook(IEAddressDirectory directory, IPersonTasks tasks, TimeProvider time)
{
    /// <param name="record">The case as it stands; looked at only when the confirmation is the newest that was written.</param>
    /// <param name="cancellation">Stops the look.</param>
    public async Task TakeAsync(CaseRecord record, CancellationToken cancellation)
    {
        if (record.State is not { Closed: null, Notice: { } notice, Number: { } number, Received.Applicant.PersonalCode: { Length: > 0 } code }
            || !PrintDesk.IsPrinted(notice.Channel)
            || NoticeWay.HasFailedByEAddress(record.State)
            || !record.Entries.Where(e => e.Key == record.Entries[^1].Key).Any(e => e.Event is NoticeSent)
            || await directory.StandingAsync(record.Case.Municipality, code, cancellation) != EAddressStanding.Active)
        {
            return;
        }

        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"e-address-active:{NoticeDesk.OperationOf(record.Case.CaseId, notice.Round ?? 1)}",
                Municipality = record.Case.Municipality,
                Role = Roles.Registrar,
                Kind = "e-address",
                SubjectId = record.Case.CaseId,
                Text = new(
                    $"Lietas {number} lēmums ir apstiprināts kā nosūtīts vai izsniegts, bet personai tagad ir aktīva e-adrese: tad lēmumu sūta tikai uz to. Ja vēstule vēl ir iestādē, nesūtiet to. "
                    + "Lietā atzīmējiet, ka paziņojums atgriezās, ar iemeslu „persona ir atvērusi e-adresi”, un sistēma to nosūtīs uz e-adresi.",
                    $"The decision of case {number} is confirmed as sent or handed over, but the person now has an active e-address: then it goes only there. If the letter is still in the house, do not send it. "
                    + "Mark in the case that the notice came back, because the person opened an e-address, and the system sends it there."),
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
    }
}
