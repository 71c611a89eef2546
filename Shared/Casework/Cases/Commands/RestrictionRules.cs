using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Anybody who works on a case may close it to others; only the head opens it again or lets somebody in.</summary>
internal static class RestrictionRules
{
    public static IReadOnlyList<CaseEvent> Restrict(CommandContext context)
    {
        var (state, isHead) = (context.State, context.Actor.Roles.Contains(Roles.Head));
        var labels = context.Inputs.Many("labels");
        if (labels.FirstOrDefault(l => !NeedToKnowLabels.All.Contains(l)) is { } unknown)
        {
            throw new CommandRefusedException("bad-choice", "Izvēlieties iemeslu no saraksta.", $"There is no label '{unknown}'.");
        }

        if (!isHead && (state.Restriction?.Labels ?? []).Except(labels, StringComparer.Ordinal).Any())
        {
            throw new CommandRefusedException("restriction-head", "Ierobežojumu atceļ dienesta vadītājs.", "Only the head takes a label off.");
        }

        IReadOnlyList<string> named = isHead ? context.Inputs.Many("named") : state.Restriction?.Named ?? [];
        return [new CaseRestricted((state.Restriction?.Round ?? 0) + 1, labels, labels.Count == 0 ? [] : named, context.Inputs.Text("reason", "Pamatojums"), context.Actor.Id)];
    }
}
