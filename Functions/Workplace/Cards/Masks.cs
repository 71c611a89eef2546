using System.Text.RegularExpressions;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>How personal codes look to staff.</summary>
internal static partial class Masks
{
    /// <summary>Hides personal codes that somebody wrote into a note.</summary>
    public static string In(string text) => CodeInText().Replace(text, match => Code(match.Value));

    /// <summary><c>******-*1234</c>; a code that cannot be read is hidden altogether.</summary>
    public static string Code(string personalCode) =>
        PersonalCode.TryParse(personalCode, out var code) ? code.Masked : "******-*****";

    [GeneratedRegex(@"(?<!\d)\d{6}-?\d{5}(?!\d)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeInText();
}
