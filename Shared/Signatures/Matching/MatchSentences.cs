namespace SocialWorkflows.Signatures.Matching;

internal static class MatchSentences
{
    public static string ForStaff(MatchResult match)
    {
        var sentence = match.Outcome switch
        {
            MatchOutcome.Matched => "Iesniegumu ir parakstījis pats iesniedzējs un visi, kam tas jāparaksta.",
            MatchOutcome.HouseholdIncomplete => $"Iesniedzējs ir parakstījis, bet trūkst vēl {Members(match.MissingSignatures)} paraksta. Lūdziet {(match.MissingSignatures == 1 ? "viņu" : "viņus")} parakstīt to pašu failu.",
            MatchOutcome.RepresentativeCheck => "Parakstījis ir kāds cits, nevis iesniedzējs. Pārbaudiet pārstāvības tiesības: pilnvaru, aizgādnību, aizbildnību vai vecāku tiesības.",
            MatchOutcome.SealInsteadOfPerson => "Dokumentam ir organizācijas zīmogs, nevis personas paraksts. Lūdziet iesniedzēju parakstīt pašu vai pārbaudiet organizācijas tiesības viņu pārstāvēt.",
            MatchOutcome.IdentityCheck => "Paraksts ir derīgs, bet sertifikātā nav Latvijas personas koda. Noskaidrojiet, vai parakstītājs ir iesniedzējs.",
            _ => "Nav derīga paraksta, ko salīdzināt ar iesniedzēju.",
        };
        if (match.OtherSigners > 0 && match.Outcome is (MatchOutcome.Matched or MatchOutcome.HouseholdIncomplete))
        {
            sentence += " Failu ir parakstījis vēl kāds, kas iesniegumā nav minēts; noskaidrojiet, kādā statusā.";
        }

        return match.HasInvalidSignatures ? sentence + " Failā ir arī paraksts, kas nav derīgs vai nav pārbaudāms; apskatiet to." : sentence;
    }

    /// <summary>Latvian: 1, 21, 31 … take the singular, 11 does not.</summary>
    private static string Members(int count) => count % 10 == 1 && count % 100 != 11 ? $"{count} mājsaimniecības locekļa" : $"{count} mājsaimniecības locekļu";
}
