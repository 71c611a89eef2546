namespace SocialWorkflows.Casework.Assessment;

/// <summary>The questions about an amount in words, for the person who wrote it.</summary>
public static class AmountQuestions
{
    public static string Latvian(AmountQuestion question, string label) => question switch
    {
        AmountQuestion.Grouped => $"Laukā „{label}” summa ir ar tūkstošu atdalītājiem, un to var saprast dažādi. Rakstiet bez tiem, piemēram, 1234,56.",
        AmountQuestion.Ambiguous => $"Laukā „{label}” ir trīs cipari aiz komata vai punkta. Vai tie ir tūkstoši? Rakstiet 1234 vai 1,23.",
        AmountQuestion.Negative => $"Laukā „{label}” summa ir negatīva. Rakstiet saņemto summu; parādus un izdevumus aprakstiet konstatētajā.",
        AmountQuestion.Currency => $"Laukā „{label}” norādiet tikai skaitli eiro. Ja ienākumi ir citā valūtā, pārrēķiniet tos un kursu ierakstiet konstatētajā.",
        AmountQuestion.Period => $"Laukā „{label}” vajag summu par vienu mēnesi. Kāda summa ir mēnesī?",
        AmountQuestion.OutOfRange => $"Laukā „{label}” summai ir pārāk daudz ciparu. Norādiet summu, piemēram, 312,50.",
        _ => $"Laukā „{label}” norādiet summu, piemēram, 312,50.",
    };

    public static string English(AmountQuestion question, string name) => question switch
    {
        AmountQuestion.Grouped => $"The field '{name}' separates thousands, which can be read in two ways; write 1234.56.",
        AmountQuestion.Ambiguous => $"The field '{name}' has three digits after the separator: thousands or decimals? Write 1234 or 1.23.",
        AmountQuestion.Negative => $"The field '{name}' is negative; write what was received and describe debts in the findings.",
        AmountQuestion.Currency => $"The field '{name}' must be a number of euro only; convert other currencies and note the rate in the findings.",
        AmountQuestion.Period => $"The field '{name}' is asked per month; what is the amount of one month?",
        AmountQuestion.OutOfRange => $"The field '{name}' has too many digits; write an amount like 312.50.",
        _ => $"The field '{name}' must be an amount like 312.50.",
    };
}
