using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.DurableTask;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Notification;

/// <summary>Lays the signed decision ready for the lawful channel; the registrar confirms when it has left.</summary>
internal sealed class DispatchNoticeActivity(CaseDesk desk, IDocumentStore documents, DispatchFolder dispatch, IEAddressBox eAddress) : TaskActivity<CaseInput, CaseView>
{
    public override async Task<CaseView> RunAsync(TaskActivityContext context, CaseInput input)
    {
        var record = await desk.ReadAsync(input, CancellationToken.None);
        if (record.State is not { Decision: { } decision, Contact: { } contact })
        {
            return desk.View(record);
        }

        var operation = $"{input.CaseId}-decision";
        var channel = record.State.Dispatch?.Channel ?? contact.Channel;
        var letter = await documents.GetAsync(decision.FileId, CancellationToken.None);
        await dispatch.PutAsync(channel, operation, decision.FileName, letter, CancellationToken.None);
        if (channel == "e-address")
        {
            await eAddress.SendAsync(Notice(input, record.State, contact, operation, decision.FileName, letter), CancellationToken.None);
        }

        record = await desk.AppendAsync(input, "dispatch", append => append.State.Dispatch is null ? [new NoticeDispatched(channel, operation)] : [], CancellationToken.None);
        return desk.View(record);
    }

    private EAddressNotice Notice(CaseInput input, CaseState state, Contact contact, string operation, string fileName, byte[] letter)
    {
        var institution = desk.Of(input.Reference).Pack.Institution;
        var to = contact.Address.Contains('@', StringComparison.Ordinal) || !PersonalCode.TryParse(state.Received!.Applicant.PersonalCode, out var code)
            ? contact.Address
            : $"_PRIVATE@{code.Digits}";
        return new EAddressNotice(
            input.Municipality, operation, to, $"Lēmums Nr. {state.Approval!.DecisionNumber}", $"{institution.Name} nosūta Jums lēmumu. Tas ir pielikumā.", [new EAddressFile(fileName, letter)]);
    }
}
