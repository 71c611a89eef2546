namespace SocialWorkflows.Casework.Cases;

/// <summary>What can stand as the address for status lines: one plain address, nothing a header could be broken with.</summary>
public static class ReplyAddresses
{
    private const int Longest = 254;

    public static bool IsUsable(string address) =>
        address.Length is > 2 and <= Longest
        && address.Count(c => c == '@') == 1 && address[0] != '@' && address[^1] is not ('@' or '.')
        && address[address.IndexOf('@')..].Contains('.', StringComparison.Ordinal)
        && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c is ',' or ';' or '<' or '>' or '"' or '(' or ')' or '\\');
}
