namespace SocialWorkflows.Casework.People;

/// <summary>The customary check digit: (1101 − Σ wᵢ·dᵢ) mod 11 over the first ten digits, where 10 is written 0.</summary>
internal static class PersonalCodeChecksum
{
    private static readonly int[] Weights = [1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static bool Matches(string digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * (digits[i] - '0');
        }

        return (1101 - sum) % 11 % 10 == digits[^1] - '0';
    }
}
