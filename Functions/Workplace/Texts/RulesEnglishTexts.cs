namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>Texts of ages, statuses, household members and the letter about an offered place.</summary>
internal static class RulesEnglishTexts
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["card.age.why"] = "The service is for people {0}. The age is that of whoever needs the service, not of whoever signed.",
        ["field.recipient-birth-date"] = "Date of birth of whoever needs the service",
        ["field.confirm-age"] = "The date is right although the age does not fit the service",
        ["field.confirm-age-label"] = "Age does not fit",
        ["card.approval.no-fee"] = "Not stated: the service is paid for, but the letter will say nothing about it. Return it to have it written.",
        ["card.status-question"] = "Status and income",
        ["field.confirm-status"] = "The status is proven although the income is above the threshold",
        ["field.confirm-status-label"] = "Status above the threshold",
        ["card.income.members"] = "In the field of a month write one amount for each person: the applicant first, then the others in the order of the codes (312.50 + 120.00). Only dependants may be left out.",
        ["event.offer-dispatched"] = "The letter about the offered place is ready: {0}",
        ["mail.place-offered"] = "there is a new letter",
        ["case.letter.offer"] = "Letter about the offered place, time {0}",
        ["field.offer-message"] = "The letter in which the person answered",
    };
}
