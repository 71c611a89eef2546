namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>Teams reads Markdown in texts and facts: what a resident calls themselves or writes must not become a link or a picture there.</summary>
internal static class CardText
{
    public static string Plain(string text) => text.Replace("](", "] (", StringComparison.Ordinal).Replace("]:", "] :", StringComparison.Ordinal);
}
