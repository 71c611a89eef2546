namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>What staff read about residents without an account and about lists; in English.</summary>
internal static class ResidentEnglishTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["event.status-link-opened"] = "The applicant opened the status page",
        ["event.reply-address-changed"] = "The e-mail for status messages was changed",
        ["event.reply-address-changed-resident"] = "The applicant changed the e-mail on the status page, confirmed by a number from the former one",
        ["event.safe-mode-set"] = "E-mail mode: {0}. {1}",
        ["safe-mode.off"] = "as usual",
        ["safe-mode.neutral"] = "neutral sender and subject",
        ["safe-mode.silent"] = "no e-mail",
        ["step.safe-mode"] = "Safe e-mail",
        ["verb.set-safe-mode"] = "Set the e-mail mode",
        ["notice.set-safe-mode"] = "The e-mail mode is set.",
        ["card.safe-mode.why"] = "For applicants whose e-mail somebody else may read, as with violence at home. At present: {0}.",
        ["field.safe-mode"] = "How e-mail is sent",
        ["step.reply-address"] = "E-mail for status messages",
        ["verb.change-reply-address"] = "Change the e-mail",
        ["notice.change-reply-address"] = "The e-mail is changed.",
        ["card.reply-address.why"] = "Make sure that you speak to the applicant. How the decision is sent does not change.",
        ["field.reply-address"] = "New e-mail",
        ["mail.status-link"] = "new link to the status page",
        ["mail.status-answer"] = "answer about the status",
        ["mail.status-unknown"] = "answer to an unknown status question",
        ["mail.contact-code"] = "number for changing the e-mail",
        ["machine-mail.status-asked"] = "question about the status, answered",
        ["case.message.by.status-page"] = "Handed in on the status page",
        ["task.safe-mail"] = "E-mail must not be sent",
    };
}
