namespace SocialWorkflows.Mail.Html;

/// <summary>What was taken out of an HTML body before it was shown; named to the reader, since a letter that needs it may be a trap.</summary>
public enum RemovedContent
{
    Script,

    /// <summary>Pictures, sounds and films, from the web, from the mail or from the text itself.</summary>
    Media,

    /// <summary>Frames, objects and drawings that can load or run something.</summary>
    Embedded,

    /// <summary>Style sheets and style attributes, which can fetch and can hide text.</summary>
    Style,

    Form,

    /// <summary>Refresh, base address and other instructions to the browser.</summary>
    Redirect,

    /// <summary>The link became text followed by its address.</summary>
    Link,

    /// <summary>The end of a body past the limits of <see cref="HtmlSanitizer"/>.</summary>
    Rest,
}

/// <summary>HTML of a few harmless elements: no attribute in it holds an address, so whoever shows it fetches nothing.</summary>
/// <param name="Html">A fragment, to be put into a page of ours.</param>
/// <param name="Removed">Each kind once.</param>
public sealed record SanitisedHtml(string Html, IReadOnlyList<RemovedContent> Removed);
