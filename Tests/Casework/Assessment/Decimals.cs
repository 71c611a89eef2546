using System.Globalization;

namespace SocialWorkflows.Tests.Casework.Assessment;

/// <summary>Amounts in test data: attributes cannot carry decimals.</summary>
internal static class Decimals
{
    public static decimal Of(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
