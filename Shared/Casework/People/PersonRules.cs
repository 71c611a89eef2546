using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.People;

/// <summary>An age in whole years that the law ties something to.</summary>
public sealed record AgeRule(int Years, string Source);

/// <summary>What the state's law says about persons, as data: ages, and how fast what is not ours goes on.</summary>
public sealed record PersonRules
{
    public required AgeRule AdultAge { get; init; }

    /// <summary>From this age a person can have an official electronic address of their own.</summary>
    public required AgeRule ElectronicAddressAge { get; init; }

    public required WorkingDayTerm Forwarding { get; init; }

    /// <summary>Why the declared residence decides who is competent.</summary>
    public required string ResidenceSource { get; init; }

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
        TermChecks.Term(read.Forwarding, file, "$.forwarding", problems);
        problems.ThrowIfAny();
        return read;
    }
}
