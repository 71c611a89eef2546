namespace SocialWorkflows.Casework.Packs;

/// <summary>Mails to lists of people who applied for nothing: jubilees, parcels, benefits of a holiday.</summary>
public sealed record ListRules
{
    /// <summary>Mails of lists that are begun in a minute at most; everything else is more urgent.</summary>
    public required int PerMinute { get; init; }

    /// <summary>Phrases, in lower case, that answer such a mail without asking for anything.</summary>
    public required IReadOnlyList<string> Thanks { get; init; }

    public required IReadOnlyList<ListKind> Kinds { get; init; }

    public required string Source { get; init; }

    public ListKind? Find(string? id, DateOnly day) => Kinds.FirstOrDefault(k => k.Id == id && day >= k.ValidFrom && (k.ValidTo is not { } to || day <= to));
}

/// <summary>One reason to write to many.</summary>
public sealed record ListKind : IDated
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string EnglishName { get; init; }

    /// <summary>Mail template, without folder and extension: <c>christmas-parcel</c> is <c>templates/lists/christmas-parcel.hbs</c>.</summary>
    public required string Template { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

internal static class ListChecks
{
    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        const string file = PackFiles.Lists;
        if (pack.Lists is not { } lists)
        {
            return;
        }

        problems.Text(lists.Source, file, "$.source");
        problems.Check(lists.PerMinute is > 0 and <= 600, file, "$.perMinute", $"{lists.PerMinute} must be 1 to 600");
        problems.Words(lists.Thanks, file, "$.thanks");
        VersionChecks.List(lists.Kinds, k => k.Id, file, i => $"$.kinds[{i}]", problems);
        for (var i = 0; i < lists.Kinds.Count; i++)
        {
            var kind = lists.Kinds[i];
            problems.Text(kind.Id, file, $"$.kinds[{i}].id");
            problems.Text(kind.Name, file, $"$.kinds[{i}].name");
            problems.Text(kind.EnglishName, file, $"$.kinds[{i}].englishName");
            problems.Check(pack.Templates.ContainsKey($"lists/{kind.Template}"), file, $"$.kinds[{i}].template", $"there is no templates/lists/{kind.Template}.hbs");
        }
    }
}
