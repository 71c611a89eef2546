namespace SocialWorkflows.Casework.Reports;

/// <summary>
/// The figures of the service's yearly slide as the journals of a period give them. A household is everybody whom grants of the period tie together:
/// applicant and the members whose codes the assessment names.
/// </summary>
/// <param name="Households">Households with a grant decided in the period.</param>
/// <param name="Persons">Persons in them, by the size the last assessment of each household gives; one where there is none.</param>
/// <param name="Children">Persons in them whose personal code tells that they are under 18 at the end of the period, and of those whose code tells no age as many as a worker counted as children of the family.</param>
/// <param name="UnknownAges">Persons in them whose age neither tells.</param>
/// <param name="Poor">Households whose status is poor.</param>
/// <param name="LowIncome">Households whose status is of low income.</param>
/// <param name="Cases">Cases that were open at some time of the period.</param>
/// <param name="NewCases">Of these, registered in the period.</param>
/// <param name="OpenCases">Open at the end of the period.</param>
/// <param name="Services">Grants decided in the period, by service.</param>
public sealed record YearReport(
    int Households, int Persons, int Children, int UnknownAges, int Poor, int LowIncome, int Cases, int NewCases, int OpenCases, IReadOnlyDictionary<string, int> Services)
{
    /// <summary>Services under way on the last day of the period, by service: begun, neither ended nor past their last day.</summary>
    public IReadOnlyDictionary<string, int> Running { get; init; } = new Dictionary<string, int>();

    /// <summary>Children with a disability in the households, as workers counted them: never more than there are persons of the household who may be children.</summary>
    public int ChildrenWithDisability { get; init; }

    public SocialWorkFigures SocialWork { get; init; } = new(0, 0, 0, 0);
}

/// <summary>Social work with families, as workers recorded it; cases that share a person are of one family.</summary>
/// <param name="Families">Families with whom there was social work at some time of the period.</param>
/// <param name="Begun">Of these, those with whom it began in the period.</param>
/// <param name="Active">Families with whom it goes on at the end of the period.</param>
/// <param name="ManyChildren">Of the active ones, families with many children: by the count of a worker, or by the codes where these tell more.</param>
public sealed record SocialWorkFigures(int Families, int Begun, int Active, int ManyChildren);
