namespace SocialWorkflows.Signatures.Matching;

/// <summary>
/// Latvian personal codes written alike: eleven digits, with or without the dash. Codes given since 2017 begin with 32 and hold no birth date;
/// a person who changed theirs has both.
/// </summary>
internal static class PersonCode
{
    private const int Digits = 11;

    /// <summary>Null when it is no Latvian personal code.</summary>
    public static string? Normalize(string? code)
    {
        var digits = string.Concat((code ?? "").Where(c => c is not ('-' or ' ')));
        return digits.Length == Digits && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
