using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>Whose act an event is.</summary>
internal static class Actors
{
    /// <summary>The person's id; null when the machine or time did it.</summary>
    public static string? Of(CaseEvent fact) => fact switch
    {
        ApplicationReceived { Entry.By: var by } => Person(by),
        MessageFiled { By: { } by } => by,
        MessageFiled { Entry.By: var by } => Person(by),
        FileReleased e => e.By,
        FileSetAside e => e.By,
        ReceiptMerged e => Person(e.By),
        MessageHandled e => e.By,
        CaseAssigned e => e.By,
        ServiceChosen e => e.By,
        PersonAdmitted e => e.By,
        DocumentsReviewed e => e.By,
        DecisionClockPaused e => e.By,
        DecisionTermExtended e => e.By,
        IdentityRecorded e => e.By,
        ApplicationForwarded e => e.By,
        NeedsAssessed e => e.By,
        IncomeAssessed e => e.By,
        CapacityAssessed e => e.By,
        DecisionProposed e => e.By,
        ApplicationWithdrawn e => e.By,
        ProposalReturned e => e.By,
        DecisionApproved e => e.By,
        DecisionSigned e => e.By,
        NoticeSent e => Person(e.By),
        NoticeReturned e => Person(e.By),
        NoticeRedirected e => e.By,
        NoticeHindered e => Person(e.By),
        SiblingsNamed e => e.By,
        OfferAnswered e => e.By,
        QueueLeft e => e.By,
        ServiceStarted e => e.By,
        ServiceEnded e => e.By,
        DiscontinuanceDropped e => e.By,
        HearingInvited e => e.By,
        ContestReceived e => e.By,
        ContestHandedOver e => e.By,
        ContestDecided e => e.By,
        RegistersAsked e => e.By,
        SubmissionRegistered e => e.By,
        SubmissionAnswered e => e.By,
        SubmissionForwarded e => e.By,
        SafeModeSet e => e.By,
        CaseRestricted e => e.By,
        FamilyRecorded e => e.By,
        ContactChangeAnswered e => e.By,
        ReplyAddressChanged { By: not ReplyAddressChanged.Resident } e => e.By,
        _ => null,
    };

    private static string? Person(string by) => by == "machine" ? null : by;
}
