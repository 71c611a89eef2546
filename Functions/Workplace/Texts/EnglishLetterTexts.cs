namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>English for letters, their preview and specimens.</summary>
internal static class EnglishLetterTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["task.seal-ends"] = "The seal's certificate ends",
        ["nav.letters"] = "Letters",
        ["letters.title"] = "Specimens of letters",
        ["letters.why"] = "Every letter and e-mail of your municipality with invented facts, official and easy language. The texts are in the municipality's data (templates).",
        ["letters.letters"] = "Letters (PDF)",
        ["letters.mails"] = "Status e-mails",
        ["case.preview"] = "See the draft decision (PDF, official and easy language)",
        ["case.cover"] = "Cover letter to the decision (PDF)",
        ["case.answer"] = "Prepare the letter of answer",
        ["case.answer.text"] = "Answer",
        ["case.answer.easy"] = "Answer in easy language (may be left empty)",
        ["case.answer.make"] = "Make the letter (PDF)",
        ["case.answer.blank"] = "The letter cannot be made: write the answer.",
        ["letter.document-request"] = "Request for documents",
        ["letter.document-reminder"] = "Reminder of documents",
        ["letter.term-extension"] = "Extension of the term",
        ["letter.decision-granted"] = "Decision: granted",
        ["letter.decision-partly"] = "Decision: granted in part",
        ["letter.decision-refused"] = "Decision: refused",
        ["letter.decision-queued"] = "Decision: put on the waiting list",
        ["letter.decision-forwarded"] = "Forwarded to another institution",
        ["letter.decision-withdrawn"] = "Ended at the applicant's request",
        ["letter.decision-admitted"] = "Decision: without prior application",
        ["letter.decision-discontinued"] = "Decision: discontinued",
        ["letter.cover-letter"] = "Cover letter",
        ["letter.place-offer"] = "Offer of a free place",
        ["letter.submission-answer"] = "Answer to a submission",
        ["step.hearing"] = "Invite to be heard",
        ["verb.invite-hearing"] = "Prepare the letter",
        ["notice.invite-hearing"] = "The letter is being prepared; the registrar sends it.",
        ["card.hearing.why"] = "The letter invites the person to say what they think before the proposal. They have {0} working days from the day on which the letter counts as received ({1}).",
        ["card.discontinuance.invited"] = "The person was invited by letter to be heard until {0}",
        ["event.hearing-invited"] = "The person is invited to be heard until {0} Reason: {1}",
        ["event.hearing-dispatched"] = "The letter of invitation lies ready ({0}).",
        ["case.letter.hearing"] = "Invitation to be heard",
        ["letter.hearing-invitation"] = "Invitation to be heard",
    };
}
