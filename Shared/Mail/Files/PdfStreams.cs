using System.Text.RegularExpressions;

namespace SocialWorkflows.Mail.Files;

/// <summary>How a PDF's object stream is written: plainly or deflated, as every honest program does, or in a way that we do not undo and that would hide what it holds.</summary>
internal static partial class PdfStreams
{
    /// <param name="dictionary">What stands between the beginning of the object and its stream; names as they mean.</param>
    public static bool IsReadable(string dictionary) =>
        !Predictor().IsMatch(dictionary) && Filters().Matches(dictionary) switch
        {
            [] => true,
            [var one] => Deflated().IsMatch(one.Groups["value"].Value),
            _ => false,
        };

    /// <summary>An array, a name, or a reference to something elsewhere.</summary>
    [GeneratedRegex(@"/Filter\b\s{0,9}(?<value>\[[^\]]{0,200}\]|/[A-Za-z0-9]{1,40}|[0-9]{1,9}\s{1,9}[0-9]{1,9}\s{1,9}R|)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Filters();

    [GeneratedRegex(@"^(\[\s{0,9}\]|\[?\s{0,9}/(FlateDecode|Fl)\s{0,9}\]?)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Deflated();

    /// <summary>Rows with a mark before each break every name in two (ISO 32000-1, 7.4.4.4). 1 is none.</summary>
    [GeneratedRegex(@"/Predictor\s{0,9}([02-9]|1[0-9])|/DecodeParms\s{0,9}\[?\s{0,9}[0-9]", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Predictor();
}
