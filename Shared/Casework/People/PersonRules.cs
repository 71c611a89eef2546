using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.People;

/// <summary>An age in whole years that the law ties something to.</summary>
public sealed record AgeRule(int Years, string Source);

/// <summary>From how many children on a family is one with many children (daudzbērnu ģimene).</summary>
public sealed record LargeFamilyRule : IDated
{
    public required int Children { get; init; }

    public DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string Source { get; init; }
}

/// <summary>What the state's law says about persons, as data: ages, and how fast what is not ours goes on.</summary>
public sealed record PersonRules
{
    private const int LeastChildren = 2;
    private const int MostChildren = 10;

    public required AgeRule AdultAge { get; init; }

    /// <summary>From this age a person can have an official electronic address of their own.</summary>
    public required AgeRule ElectronicAddressAge { get; init; }

    /// <summary>Versions, oldest first.</summary>
    public required IReadOnlyList<LargeFamilyRule> LargeFamily { get; init; }

    public required WorkingDayTerm Forwarding { get; init; }

    /// <summary>Why the declared residence decides who is competent.</summary>
    public required string ResidenceSource { get; init; }

    /// <summary>Children of a family with many children on a day; of days before the first version nothing else is known.</summary>
    public int ChildrenOfLargeFamily(DateOnly day) => (LargeFamily.FirstOrDefault(r => r.IsValidOn(day)) ?? LargeFamily.MinBy(r => r.ValidFrom)!).Children;

    /// <exception cref="PackException">Carries every problem with its JSON path.</exception>
    public static PersonRules Read(string file, string json)
    {
        const int oldest = 30;
        var problems = new ProblemList();
        var read = StrictJson.Read<PersonRules>(file, json, problems);
        problems.ThrowIfAny();
        problems.Check(read!.AdultAge.Years is > 0 and <= oldest, file, "$.adultAge.years", $"{read.AdultAge.Years} must be 1 to {oldest}");
        problems.Check(
            read.ElectronicAddressAge.Years > 0 && read.ElectronicAddressAge.Years <= read.AdultAge.Years,
            file,
            "$.electronicAddressAge.years",
            $"{read.ElectronicAddressAge.Years} must be 1 to the adult age");
        problems.Text(read.AdultAge.Source, file, "$.adultAge.source");
        problems.Text(read.ElectronicAddressAge.Source, file, "$.electronicAddressAge.source");
        problems.Text(read.ResidenceSource, file, "$.residenceSource");
        CheckLargeFamily(read.LargeFamily, file, problems);
        TermChecks.Term(read.Forwarding, file, "$.forwarding", problems);
        problems.ThrowIfAny();
        return read;
    }

    private static void CheckLargeFamily(IReadOnlyList<LargeFamilyRule> rules, string file, ProblemList problems)
    {
        problems.Check(rules.Count > 0, file, "$.largeFamily", "is empty: from how many children on a family is one with many children");
        VersionChecks.List(rules, _ => "largeFamily", file, i => $"$.largeFamily[{i}]", problems);
        VersionChecks.Open(rules, file, i => $"$.largeFamily[{i}]", problems);
        for (var i = 0; i < rules.Count; i++)
        {
            problems.Check(rules[i].Children is >= LeastChildren and <= MostChildren, file, $"$.largeFamily[{i}].children", $"{rules[i].Children} must be {LeastChildren} to {MostChildren}");
        }
    }
}
