namespace SocialWorkflows.Casework.Cases;

/// <summary>How a case that another one names begins. Pure.</summary>
public static class SiblingOpening
{
    /// <param name="former">The state of the case that names it.</param>
    /// <param name="formerId">Id of that case.</param>
    public static ApplicationReceived Of(CaseState former, string formerId, SiblingCase sibling, DateTimeOffset now)
    {
        var received = former.Received!;
        var opened = received with
        {
            ServiceId = sibling.ServiceId,
            AdmitFirst = sibling.AdmitFirst,
            RuleSet = former.RuleSet,
            Candidates = null,
            Origin = new CaseOrigin(formerId, sibling.Kind),
            Prefill = Prefill(former, sibling.Kind),
        };
        return sibling.Kind switch
        {
            SiblingKinds.Split => opened with { Files = former.Files, ReceivedOn = former.FirstReceivedOn!.Value },
            SiblingKinds.Place => opened with { Files = former.Files, ReceivedAt = now, ReceivedOn = sibling.AskedOn, Urgent = false },
            SiblingKinds.Discontinuance => opened with { Files = [], Channel = "office", MessageId = string.Empty, Subject = string.Empty, Entry = null, ReceivedAt = now, ReceivedOn = sibling.AskedOn, Urgent = false },
            _ => opened with { Files = [], Channel = "counter", ReceivedAt = now, ReceivedOn = sibling.AskedOn, Urgent = false },
        };
    }

    /// <summary>Another outcome shares only where letters go; a continuation also what was found out, to be confirmed anew.</summary>
    private static CasePrefill Prefill(CaseState former, string kind) => kind switch
    {
        SiblingKinds.Split => new CasePrefill { Contact = former.Contact },
        SiblingKinds.Discontinuance => new CasePrefill
        {
            Contact = former.Contact,
            Granted = new GrantedBefore(former.Number!, former.Approval!.DecisionNumber, former.Decision!.DecidedOn),
        },
        _ => new CasePrefill
        {
            Contact = former.Contact,
            NotNeeded = former.Review?.NotNeeded ?? [],
            Level = former.Needs?.Level,
            NeedsFindings = former.Needs?.Findings,
            FacilityId = former.Proposal?.FacilityId,
            Volume = former.Proposal?.Volume,
            RecipientBirthDate = former.Review?.RecipientBirthDate ?? former.Proposal?.RecipientBirthDate,
        },
    };
}
