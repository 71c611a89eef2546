using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Functions.Intake.Forms;

/// <summary>What a filled form says beside the letter, kept with the application as the person wrote it.</summary>
internal static class FormEntry
{
    public static DoorEntry Of(FilledForm form, DateOnly receivedOn) => new()
    {
        TakenOn = receivedOn,
        CountsFrom = receivedOn,
        DeclaredAddress = form[FormFields.Address],
        Household = form[FormFields.Household],
        Note = form[FormFields.Problem],
        By = "machine",
    };
}
