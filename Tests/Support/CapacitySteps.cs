using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;

namespace SocialWorkflows.Tests.Support;

/// <summary>Proposals about places of one facility and their approval, as the suites of stores use them.</summary>
internal static class CapacitySteps
{
    public const string Facility = "GRUPU_DZ_KARKLI";

    public static readonly Municipality Smiltene = MunicipalityDirectory.Load(PackFolder.DefaultRoot).Get("smiltene");

    private static readonly StaffMember Head = new() { Id = "h", Municipality = "smiltene", Name = "N", Position = "P", Roles = [Roles.Head] };

    public static DecisionProposed Proposal(string outcome) => new()
    {
        Round = 1,
        Outcome = outcome,
        Findings = "f",
        Reasoning = "r",
        FacilityId = Facility,
        By = "w",
    };

    /// <summary>False when no place was left.</summary>
    public static async Task<bool> ApproveAsync(ICaseJournal journal, CaseRef reference)
    {
        try
        {
            await journal.AppendAsync(
                new Append
                {
                    Case = reference,
                    Key = "approval:1",
                    Decide = append => DecisionRulesOfCommands.Approve(
                        new CommandContext(append, Smiltene.Pack, Smiltene.Terms, Head, 1, new CommandInputs(JsonDocument.Parse("{}").RootElement))),
                },
                CancellationToken.None);
            return true;
        }
        catch (CommandRefusedException refused)
        {
            refused.Code.ShouldBe("no-place");
            return false;
        }
    }
}
