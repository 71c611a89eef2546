using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;

namespace SocialWorkflows.DurableTask.CustomHandler;

/// <summary>
/// A failed activity as the reason phrase of a 500, the one thing of such an answer that the host passes on:
/// "Response status code does not indicate success: 500 (reason)."
/// </summary>
internal static partial class ActivityReason
{
    private const int MaximumMessage = 400;

    /// <summary>In one line of ASCII; other characters are percent-encoded.</summary>
    public static string Write(TaskFailureDetails failure)
    {
        var message = failure.ErrorMessage.Length > MaximumMessage ? failure.ErrorMessage[..MaximumMessage] : failure.ErrorMessage;
        return $"activity failed: {Escape(failure.ErrorType)}; {(failure.IsNonRetriable ? "permanent" : "transient")}; {Escape(message)}";
    }

    /// <param name="hostMessage">What the host made of the answer.</param>
    public static bool TryRead(string? hostMessage, [NotNullWhen(true)] out TaskFailureDetails? failure)
    {
        var match = Pattern().Match(hostMessage ?? string.Empty);
        failure = match.Success
            ? new TaskFailureDetails(Uri.UnescapeDataString(match.Groups["type"].Value), Uri.UnescapeDataString(match.Groups["message"].Value), StackTrace: null, InnerFailure: null)
            {
                IsNonRetriable = match.Groups["kind"].Value == "permanent",
            }
            : null;
        return match.Success;
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value is >= ' ' and <= '~' and not '%' and not ';' ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"500 \(activity failed: (?<type>[^;]*); (?<kind>permanent|transient); (?<message>[^;]*)\)\.?$", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
