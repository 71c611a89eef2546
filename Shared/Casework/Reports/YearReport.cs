namespace SocialWorkflows.Casework.Reports;

/// <summary>
/// The figures of the service's yearly slide as the journals of a period give them. A household is everybody whom grants of the period tie together:
/// applicant and the members whose codes the assessment names.
/// </summary>
/// <param name="Households">Households with a grant decided in the period.</param>
/// <param name="Persons">Persons in them, by the size the last assessment of each household gives; one where there is none.</param>
/// <param name="Children">Persons in them whose personal code tells that they are under 18 at the end of the period.</param>
/// <param name="UnknownAges">Persons in them whose age no code tells.</param>
/// <param name="Poor">Households whose status is poor.</param>
/// <param name="LowIncome">Households whose status is of low income.</param>
/// <param name="Cases">Cases that were open at some time of the period.</param>
/// <param name="NewCases">Of these, registered in the period.</param>
/// <param name="OpenCases">Open at the end of the period.</param>
/// <param name="Services">Grants decided in the period, by service.</param>
public sealed record YearReport(
    int Households, int Persons, int Children, int UnknownAges, int Poor, int LowIncome, int Cases, int NewCases, int OpenCases, IReadOnlyDictionary<string, int> Services);
