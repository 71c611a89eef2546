namespace SocialWorkflows.Mail.Reading;

/// <summary>Message ids of RFC 5322 §3.6.4, given back without angle brackets.</summary>
internal static class MessageIds
{
    private const int MaxIds = 500;
    private const int MaxLength = 998;

    public static IReadOnlyList<string> Read(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return [];
        }

        List<string> ids = [];
        var position = 0;
        while (ids.Count < MaxIds && position < value.Length)
        {
            var open = value.IndexOf('<', position);
            var close = open < 0 ? -1 : value.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            Add(value[(open + 1)..close]);
            position = close + 1;
        }

        if (ids.Count == 0)
        {
            foreach (var word in value.Split([' ', '\t', ',', '<', '>'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Contains('@')))
            {
                Add(word);
            }
        }

        return ids;

        void Add(string id)
        {
            var clean = string.Concat(id.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
            if (clean.Length is > 0 and <= MaxLength && ids.Count < MaxIds && !ids.Contains(clean))
            {
                ids.Add(clean);
            }
        }
    }
}
