using System.Text;

namespace SocialWorkflows.Signatures;

/// <summary>The words of EN 319 102-1 and of the JSON report for our enums.</summary>
public static class EtsiWords
{
    public static string Of(ContainerVerdict verdict) => UpperWords(verdict.ToString(), '-');

    public static string Of(Indication indication) => UpperWords(indication.ToString(), '-');

    public static string Of(SubIndication subIndication) => UpperWords(subIndication.ToString(), '_');

    public static string Of(CryptoState crypto) => crypto switch
    {
        CryptoState.Ok => "ok",
        CryptoState.Broken => "broken",
        CryptoState.Mixed => "mixed",
        _ => "n/a",
    };

    public static string Of(SignerKind kind) => kind switch
    {
        SignerKind.NaturalPerson => "natural-person",
        SignerKind.Seal => "seal",
        _ => "unknown",
    };

    public static string Of(SignatureQualification qualification) => qualification switch
    {
        SignatureQualification.Unknown => "unknown",
        SignatureQualification.AdESQC => "AdES-QC",
        _ => qualification.ToString(),
    };

    private static string UpperWords(string pascal, char separator)
    {
        var words = new StringBuilder();
        foreach (var letter in pascal)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(separator);
            }

            words.Append(char.ToUpperInvariant(letter));
        }

        return words.ToString();
    }
}
