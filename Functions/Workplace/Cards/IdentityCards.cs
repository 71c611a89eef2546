using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Who the person is, who acts for them and where they are declared. Codes go in, but are never shown again in full.</summary>
internal static class IdentityCard
{
    public static StepContent Build(CardContext context)
    {
        var (texts, known) = (context.Texts, context.State.Identity);
        return new StepContent(
            Verbs.RecordIdentity,
            [new TextBlock(texts["card.identity.why"])],
            [
                context.Choice("residence", texts["field.residence"], [.. Residences.All.Select(r => new Choice(texts[$"residence.{r}"], r))], value: known?.Residence.Situation),
                context.Text("otherMunicipality", texts["field.other-municipality"], required: false, value: known?.Residence.Municipality),
                context.Day("since", texts["field.since"], required: false, value: known?.Residence.Since),
                new ToggleInput("movedHere", texts["field.moved-here"], texts["field.moved-here-label"]),
                context.Day("birthDate", texts["field.birth-date"], required: false, notAfter: context.Today),
                context.Text("otherCode", texts["field.other-code"], required: false),
                context.Text("repName", texts["field.rep-name"], required: false, value: known?.Representative?.Name) with { Separator = true },
                context.Text("repCode", texts["field.rep-code"], required: false),
                context.Choice(
                    "repBasis", texts["field.rep-basis"], [.. RepresentationBases.All.Select(b => new Choice(texts[$"representation.{b}"], b))], required: false, value: known?.Representative?.Basis),
                context.Day("repFrom", texts["field.rep-from"], required: false, value: known?.Representative?.From),
                context.Day("repUntil", texts["field.rep-until"], required: false, value: known?.Representative?.Until),
                context.Text("repProof", texts["field.rep-proof"], required: false, value: known?.Representative?.Proof),
                context.Day("earlierOn", texts["field.earlier-on"], required: false, notAfter: context.State.Received!.ReceivedOn.AddDays(-1)) with { Separator = true },
                context.Text("earlierEvidence", texts["field.earlier-evidence"], required: false),
                context.LongText("note", texts["field.note"], required: false, value: known?.Note),
            ],
            [context.Action(Verbs.RecordIdentity, 1)]);
    }
}

/// <summary>By the residence the application is not ours: it goes on, and the person is told where.</summary>
internal static class ForwardCard
{
    public static StepContent Build(CardContext context)
    {
        var (texts, identity) = (context.Texts, context.State.Identity!);
        var why = identity.ForwardTerm is { } term
            ? texts.Format("card.forward.until", identity.CompetenceExplanation, LatvianDate.Numeric(term.Due))
            : identity.CompetenceExplanation;
        return new StepContent(
            Verbs.Forward,
            [new TextBlock(why)],
            [
                context.Text("toDative", texts["field.forward-to"]),
                context.Text("contacts", texts["field.forward-contacts"]),
                context.LongText("note", texts["field.note"]),
                .. context.ContactInputs(),
            ],
            [context.Action(Verbs.Forward, context.State.NextProposalRound)]);
    }
}
