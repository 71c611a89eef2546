using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Casework.People;

/// <summary>Who is near an applicant: by code where it is known, else by name, and by surname whatever its ending (B85).</summary>
public sealed class NearPersonsTests
{
    [Theory]
    [InlineData("Jānis Bērziņš", null, ConflictKinds.Own)]
    [InlineData("Janis Berzins", null, ConflictKinds.Own)]
    [InlineData("Jānis Bērziņš", "key-of-000155-10015", ConflictKinds.Own)]
    [InlineData("Anna Cita", "key-of-000155-10015", ConflictKinds.Own)]
    [InlineData("Anna Cita", "key-of-000166-20026", ConflictKinds.Own)]
    [InlineData("Anna Cita", "key-of-000177-30037", ConflictKinds.Household)]
    [InlineData("Jānis Bērziņš", "key-of-somebody-else", ConflictKinds.Surname)]
    [InlineData("Anna Bērziņa", null, ConflictKinds.Surname)]
    [InlineData("Anna Bērziņa-Kalna", null, ConflictKinds.Surname)]
    [InlineData("Anna Kalna", null, null)]
    [InlineData("Bērziņš Anna Kalna", null, null)]
    [InlineData("Anna Bērza", null, null)]
    public void ConflictOf_AMemberOfStaff_IsHowNearTheyMayBe(string name, string? key, string? expected) =>
        NearPersons.ConflictOf(Case("Jānis", "Bērziņš"), Member(name, key), code => $"key-of-{code}").ShouldBe(expected);

    [Theory]
    [InlineData("Lācis", "Lāce")]
    [InlineData("Kalns", "Kalna")]
    [InlineData("Zaķis", "Zaķe")]
    [InlineData("Ledus", "Ledus")]
    [InlineData("Liepa", "Liepa")]
    [InlineData("Ozols-Krūms", "Krūma")]
    public void ConflictOf_BothEndingsOfASurname_AreOneSurname(string his, string hers) =>
        NearPersons.ConflictOf(Case("Pēteris", his), Member($"Ilze {hers}", null), code => code).ShouldBe(ConflictKinds.Surname);

    private static CaseState Case(string given, string surname) => CaseState.Fold(
    [
        TestCases.Received() with { Applicant = new Applicant(given, surname, TestCases.Code) },
        new IdentityRecorded { Round = 1, Residence = new Residence(Residences.Here), Competence = Competences.Ours, CompetenceExplanation = "x", OtherCode = "000166-20026", By = "p" },
        new IncomeAssessed(400, 2, "none", "x", "p") { MemberCodes = ["000177-30037"] },
    ]);

    private static StaffMember Member(string name, string? key) => new() { Id = "x", Municipality = "smiltene", Name = name, Position = "p", Roles = [Roles.Head], CodeKey = key };
}
