using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Staff protect a person from whoever reads the person's mail.</summary>
internal static class SafetyRules
{
    public static IReadOnlyList<CaseEvent> SetSafeMode(CommandContext context)
    {
        var mode = context.Inputs.OneOf("mode", "E-pasta režīms", SafeModes.Off, SafeModes.Neutral, SafeModes.Silent);
        if (mode == SafeModes.Neutral && context.Pack.ResidentMail?.Neutral is null)
        {
            throw new CommandRefusedException(
                "no-neutral-sender",
                "Pašvaldības datos (resident.json) nav neitrālas e-pasta adreses, tāpēc neitrāls sūtītājs nav iespējams. Izvēlieties „Nesūtīt e-pastu”.",
                "The data (resident.json) have no neutral sender; choose 'no e-mail'.");
        }

        return [new SafeModeSet((context.State.Safety?.Round ?? 0) + 1, mode, context.Inputs.Text("note", "Pamatojums"), context.Actor.Id)];
    }

    /// <summary>A person changes the address, for example of somebody whose page is closed.</summary>
    public static IReadOnlyList<CaseEvent> ChangeReplyAddress(CommandContext context)
    {
        var address = context.Inputs.Text("email", "E-pasts");
        return ReplyAddresses.IsUsable(address)
            ? [new ReplyAddressChanged(address, context.Actor.Id)]
            : throw new CommandRefusedException("bad-address", "Norādiet vienu e-pasta adresi, piemēram, vards@pasts.lv.", "The field 'email' must hold one address.");
    }
}
