namespace SocialWorkflows.Casework.Packs;

/// <summary>How long records are kept, as the municipality's nomenclature of files says; never in code.</summary>
public sealed record RetentionRules
{
    /// <summary>Days between the proposal and the first day on which something is destroyed, for people to object.</summary>
    public required int GraceDays { get; init; }

    public required IReadOnlyList<RetentionClass> Classes { get; init; }

    public required string Source { get; init; }

    /// <summary>The class of a record type on a day; null where the data say nothing, and then it is kept.</summary>
    public RetentionClass? Find(string id, DateOnly day) => Classes.FirstOrDefault(c => c.Id == id && c.IsValidOn(day));
}

/// <summary>Record types that the program itself destroys. Persisted in packs and in the destruction list: add, never rename.</summary>
public static class RetentionKinds
{
    /// <summary>A case with its journal, files, messages, mails and letters; from the day it was closed.</summary>
    public const string Case = "case";

    /// <summary>A message that became no case; from the day it ended.</summary>
    public const string Message = "message";

    /// <summary>The history of a finished orchestration of what is still kept; from the day it finished, and without a line on the list.</summary>
    public const string Instance = "instance";

    /// <summary>A look at a case, message, entry of the counter or list; from the day of the look. It goes by itself: no line, no days for objections.</summary>
    public const string Look = "look";

    /// <summary>A list of people without applications, with its files, letters and mails; from the last day on which something was done with it.</summary>
    public const string List = "list";

    public static readonly IReadOnlyList<string> All = [Case, Message, Instance, Look, List];
}

/// <summary>One type of record and its term.</summary>
public sealed record RetentionClass : IDated
{
    /// <summary>One of <see cref="RetentionKinds"/>.</summary>
    public required string Id { get; init; }

    public required int Years { get; init; }

    /// <summary>In addition to the years.</summary>
    public int Days { get; init; }

    /// <summary>False while the municipality has not confirmed it: then nothing is proposed, and no look goes.</summary>
    public required bool Confirmed { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }

    /// <summary>The first day on which what began to be kept on <paramref name="from"/> need not be kept any more.</summary>
    public DateOnly EndOf(DateOnly from) => from.AddYears(Years).AddDays(Days);

    /// <summary>The last day whose records need not be kept any more on <paramref name="today"/>; never a day too late.</summary>
    public DateOnly LastOver(DateOnly today)
    {
        var day = today.AddYears(-Years).AddDays(-Days);
        while (EndOf(day) > today)
        {
            day = day.AddDays(-1);
        }

        return day;
    }
}

internal static class RetentionChecks
{
    private const int LongestYears = 100;
    private const int LongestDays = 366;

    public static void Check(MunicipalityPack pack, ProblemList problems)
    {
        const string file = PackFiles.Retention;
        if (pack.Retention is not { } rules)
        {
            return;
        }

        problems.Text(rules.Source, file, "$.source");
        problems.Check(rules.GraceDays is >= 14 and <= 366, file, "$.graceDays", $"{rules.GraceDays} must be 14 to 366: people need time to object");
        VersionChecks.List(rules.Classes, c => c.Id, file, i => $"$.classes[{i}]", problems);
        for (var i = 0; i < rules.Classes.Count; i++)
        {
            var one = rules.Classes[i];
            problems.Check(RetentionKinds.All.Contains(one.Id), file, $"$.classes[{i}].id", $"\"{one.Id}\" is no type of record: {string.Join(", ", RetentionKinds.All)}");
            problems.Check(one.Years is >= 1 and <= LongestYears, file, $"$.classes[{i}].years", $"{one.Years} must be 1 to {LongestYears}");
            problems.Check(one.Days is >= 0 and <= LongestDays, file, $"$.classes[{i}].days", $"{one.Days} must be 0 to {LongestDays}");
        }
    }
}
