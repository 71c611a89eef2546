namespace SocialWorkflows.Functions.Workplace.Texts;

/// <summary>What staff read about residents without an account and about lists; in Latvian.</summary>
internal static class ResidentLatvianTexts
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["event.status-link-opened"] = "Iesniedzējs atvēra statusa lapu",
        ["event.reply-address-changed"] = "Mainīts e-pasts statusa ziņām",
        ["event.reply-address-changed-resident"] = "Iesniedzējs statusa lapā nomainīja e-pastu, apstiprinot ar skaitli no vecā e-pasta",
        ["event.safe-mode-set"] = "E-pasta režīms: {0}. {1}",
        ["safe-mode.off"] = "kā parasti",
        ["safe-mode.neutral"] = "neitrāls sūtītājs un temats",
        ["safe-mode.silent"] = "nesūtīt e-pastu",
        ["step.safe-mode"] = "Drošs e-pasts",
        ["verb.set-safe-mode"] = "Noteikt e-pasta režīmu",
        ["notice.set-safe-mode"] = "E-pasta režīms noteikts.",
        ["card.safe-mode.why"] = "Ja iesniedzēja e-pastu var lasīt kāds cits, piemēram, vardarbības gadījumā. Pašlaik: {0}.",
        ["field.safe-mode"] = "Kā sūtīt e-pastu",
        ["step.reply-address"] = "E-pasts statusa ziņām",
        ["verb.change-reply-address"] = "Mainīt e-pastu",
        ["notice.change-reply-address"] = "E-pasts mainīts.",
        ["card.reply-address.why"] = "Pārliecinieties, ka ar Jums runā pats iesniedzējs. Lēmuma sūtīšanas veids nemainās.",
        ["field.reply-address"] = "Jaunais e-pasts",
        ["mail.status-link"] = "jauna saite uz statusa lapu",
        ["mail.status-answer"] = "atbilde par statusu",
        ["mail.status-unknown"] = "atbilde uz nepazīstamu statusa jautājumu",
        ["mail.contact-code"] = "skaitlis e-pasta maiņai",
        ["machine-mail.status-asked"] = "jautājums par statusu, atbildēts",
        ["case.message.by.status-page"] = "Iesniegts statusa lapā",
        ["task.safe-mail"] = "E-pastu sūtīt nedrīkst",
    };
}
