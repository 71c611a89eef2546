namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>English of the daily walk on the operator's page.</summary>
internal static class SyntheticEnglishTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["synthetic.title"] = "Daily walk",
        ["synthetic.why"] = "An invented application that the system itself takes through every step each day. It is nobody’s application and on no list.",
        ["synthetic.begun"] = "Begun",
        ["synthetic.reached"] = "Reached",
        ["synthetic.last"] = "Last finished",
        ["synthetic.door"] = "Came in",
        ["synthetic.late"] = "The daily walk does not come through: applications of residents may be stuck, too. Do as the runbook says.",
        ["synthetic.door.mailbox"] = "through the mailbox",
        ["synthetic.door.inside"] = "inside the system, past the mailbox",
        ["synthetic.step.begun"] = "begun",
        ["synthetic.step.placed"] = "laid into the mailbox",
        ["synthetic.step.taken-in"] = "taken in",
        ["synthetic.step.filed"] = "case opened",
        ["synthetic.step.registered"] = "registered",
        ["synthetic.step.documents"] = "documents checked",
        ["synthetic.step.assessed"] = "assessed",
        ["synthetic.step.proposed"] = "decision proposed",
        ["synthetic.step.approved"] = "decision approved",
        ["synthetic.step.signed"] = "decision signed",
        ["synthetic.step.notified"] = "decision sent",
    };
}
