using System.Text.RegularExpressions;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>The norm an act against the person rests on, named to the section, part or point (Administratīvā procesa likums, section 67(2)): of a regulation as a whole nobody can tell which of its rules was applied.</summary>
public static partial class NormInput
{
    /// <summary>What the field is filled with, as an example.</summary>
    public const string Example = "Saistošo noteikumu Nr. 25/23 12.3. apakšpunkts";

    internal static string Read(CommandInputs inputs)
    {
        var norm = inputs.Text("norm", "Tiesību norma");
        return NamesAPlace(norm)
            ? norm
            : throw new CommandRefusedException(
                "bad-norm",
                $"Laukā „Tiesību norma” norādiet pantu, daļu vai punktu, uz kuru balstāt lēmumu, piemēram: {Example}.",
                "The field 'norm' must name a section, part or point with its number.");
    }

    /// <summary>Whether a text names a numbered section, part or point.</summary>
    public static bool NamesAPlace(string norm) => Place().IsMatch(norm);

    [GeneratedRegex(@"\d[\p{No}\d.]*[a-z]?\s*(?:\([\p{No}\d.,\s]+\)\s*)?(?:pant|punkt|apakšpunkt|daļ|pielikum|p\.)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
