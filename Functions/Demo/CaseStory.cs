using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Demo;

/// <summary>A journal event as one English line of the timeline, without personal data.</summary>
internal static class CaseStory
{
    public static string Tell(CaseEvent fact) => fact switch
    {
        ApplicationReceived e => $"application received by {e.Channel}, {e.Files.Count} files, service {e.ServiceId ?? "not recognised"}",
        MessageFiled e => $"message filed by {e.MatchedBy}, {e.Files.Count} files{(e.WithdrawalSuspected ? ", seems to withdraw" : string.Empty)}",
        MessageHandled => "message dealt with",
        ServiceChosen e => $"service {e.ServiceId} chosen{(e.RuleSet is { } rules ? $", by the rules of the former {rules}" : string.Empty)}",
        PersonAdmitted e => $"person admitted on {e.AdmittedOn:yyyy-MM-dd}, before registration",
        ApplicationRegistered e => $"registered as {e.Number}, outer limit {e.OuterLimit:yyyy-MM-dd}",
        StatusMailsJoined e => $"one e-mail will tell {string.Join(", ", e.Also.Select(l => l.Kind).Prepend(e.Lead.Kind))}",
        StatusMailSent e => $"e-mail to the resident: {e.Kind}",
        DocumentsReviewed e => e.Missing.Count == 0 ? "documents complete" : $"documents missing: {string.Join(", ", e.Missing)}",
        DocumentsRequested e => $"documents asked for until {e.AnswerTerm.Due:yyyy-MM-dd}",
        DocumentsReminded => "resident reminded",
        AnswerOverdue => "no answer in time",
        DecisionClockStarted e => $"decision clock runs from {e.CompleteOn:yyyy-MM-dd} to {e.Term.Due:yyyy-MM-dd}",
        NeedsAssessed => "needs assessed",
        IncomeAssessed => "income assessed",
        CapacityAssessed e => $"can the municipality provide it: {e.Answer}",
        DecisionProposed e => $"proposal {e.Round}: {e.Outcome}",
        ApplicationWithdrawn => "application withdrawn by the resident",
        ProposalReturned e => $"proposal {e.Round} returned",
        DecisionApproved e => $"approved as {e.DecisionNumber}",
        DecisionDrafted => "letter drafted",
        DecisionSigned e => $"decision signed on {e.DecidedOn:yyyy-MM-dd}, notice due {e.NoticeTerm.Due:yyyy-MM-dd}",
        NoticeDispatched e => $"letter ready for {e.Channel}",
        NoticeSent e => $"notice sent by {e.Channel} on {e.SentOn:yyyy-MM-dd}, counts as notified on {e.NotifiedOn:yyyy-MM-dd}",
        ContestWindowEnded => "contest term ended",
        RungFired e => $"{e.Clock} clock, {e.WorkingDaysLeft} working days left: {e.Role} told",
        GenerationRaised e => $"orchestration started anew as generation {e.Generation}",
        CaseClosed => "case closed",
        SiblingsNamed e => $"further cases named: {string.Join(", ", e.Siblings.Select(s => $"{s.Kind} {s.ServiceId}"))}",
        QueueJoined e => $"joined the queue of {e.FacilityId}",
        PlaceOffered e => $"place in {e.FacilityId} offered until {e.AnswerTerm.Due:yyyy-MM-dd}",
        OfferAnswered e => $"offer {e.Answer}",
        OfferLapsed => "offer not answered in time",
        QueueLeft => "left the queue",
        ServiceStarted e => $"service began on {e.StartedOn:yyyy-MM-dd}, until {e.Until?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "further notice"}",
        ServiceReminded e => $"worker told: {e.About} on {e.Day:yyyy-MM-dd}",
        ServiceEnded e => $"service ended on {e.On:yyyy-MM-dd}, its place is free",
        ContestReceived e => $"contested on {e.LodgedOn:yyyy-MM-dd}, {e.DaysLate} days late",
        ContestHandedOver => "contest handed over",
        ContestDecided e => $"contest: {e.Result}",
        RegistersAsked e => $"registers asked, {e.Fields.Count(f => f.Value is null)} of {e.Fields.Count} fields unknown",
        SubmissionRegistered e => $"registered as general submission {e.Number}, answer due {e.AnswerTerm.Due:yyyy-MM-dd}",
        SubmissionAnswered => "submission answered",
        SubmissionForwarded => "submission passed on",
        ClocksRecalculated e => $"calendar changed: {string.Join(", ", e.Changes.Select(c => $"{c.Clock} {c.FormerDue:yyyy-MM-dd} to {c.Term.Due:yyyy-MM-dd}"))}",
        _ => fact.GetType().Name,
    };
}
