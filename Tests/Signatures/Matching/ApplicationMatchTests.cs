using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Matching;

namespace SocialWorkflows.Tests.Signatures.Matching;

public sealed class ApplicationMatchTests
{
    private static readonly Applicant Anna = new(["000190-12345", "32000012345"]);
    private static readonly Applicant Juris = new(["000185-11111"]);

    [Theory]
    [InlineData("000190-12345")]
    [InlineData("00019012345")]
    [InlineData("320000-12345")]
    public void Judge_ApplicantSignedWithOldOrNewCode_Matches(string code)
    {
        var match = ApplicationMatch.Judge(Report(Person(code)), Anna, []);

        match.Outcome.ShouldBe(MatchOutcome.Matched);
        match.NeedsPerson.ShouldBeFalse();
    }

    [Fact]
    public void Judge_SomebodyElseSigned_RaisesTheRepresentativeCheck()
    {
        var match = ApplicationMatch.Judge(Report(Person("000185-11111")), Anna, []);

        match.Outcome.ShouldBe(MatchOutcome.RepresentativeCheck);
        match.ForStaff.ShouldContain("pilnvaru");
        match.NeedsPerson.ShouldBeTrue();
    }

    [Fact]
    public void Judge_WholeHouseholdSigned_Matches() =>
        ApplicationMatch.Judge(Report(Person("000190-12345"), Person("000185-11111")), Anna, [Juris]).NeedsPerson.ShouldBeFalse();

    [Fact]
    public void Judge_HouseholdMemberMissing_SaysHowMany()
    {
        var match = ApplicationMatch.Judge(Report(Person("000190-12345")), Anna, [Juris]);

        (match.Outcome, match.MissingSignatures).ShouldBe((MatchOutcome.HouseholdIncomplete, 1));
        match.ForStaff.ShouldContain("trūkst vēl 1");
    }

    [Theory]
    [InlineData(1, "1 mājsaimniecības locekļa paraksta. Lūdziet viņu")]
    [InlineData(2, "2 mājsaimniecības locekļu paraksta. Lūdziet viņus")]
    [InlineData(11, "11 mājsaimniecības locekļu paraksta. Lūdziet viņus")]
    [InlineData(21, "21 mājsaimniecības locekļa paraksta. Lūdziet viņus")]
    public void ForStaff_MissingSignatures_CountedInLatvian(int missing, string words) =>
        new MatchResult(MatchOutcome.HouseholdIncomplete, missing, 0, false).ForStaff.ShouldContain(words);

    [Fact]
    public void Judge_OnlyTheHouseholdMemberSigned_RaisesTheRepresentativeCheck() =>
        ApplicationMatch.Judge(Report(Person("000185-11111")), Anna, [Juris]).Outcome.ShouldBe(MatchOutcome.RepresentativeCheck);

    [Fact]
    public void Judge_StrangerSignedToo_GoesToAPersonWithWords()
    {
        var match = ApplicationMatch.Judge(Report(Person("000190-12345"), Person("000170-22222")), Anna, []);

        (match.Outcome, match.OtherSigners, match.NeedsPerson).ShouldBe((MatchOutcome.Matched, 1, true));
        match.ForStaff.ShouldContain("vēl kāds");
    }

    [Fact]
    public void Judge_SealInsteadOfPerson_IsNamed()
    {
        var seal = Person(null) with { Signer = new Signer("Aģentūra DEMO", null, null, null, "LV", "90000000000", SignerKind.Seal) };

        ApplicationMatch.Judge(Report(seal), Anna, []).Outcome.ShouldBe(MatchOutcome.SealInsteadOfPerson);
    }

    [Theory]
    [InlineData("EE", "00019012345")]
    [InlineData("LV", null)]
    [InlineData("LV", "1234")]
    public void B37_SignerWithoutLatvianCode_IsLeftToAPerson(string country, string? code) =>
        ApplicationMatch.Judge(Report(Person(code, country)), Anna, []).Outcome.ShouldBe(MatchOutcome.IdentityCheck);

    [Fact]
    public void B37_TwoSignersOneValid_IsLeftToAPerson()
    {
        var broken = Person("000185-11111") with { Indication = Indication.TotalFailed };

        var match = ApplicationMatch.Judge(Report(Person("000190-12345"), broken) with { Verdict = ContainerVerdict.Indeterminate }, Anna, []);

        (match.Outcome, match.HasInvalidSignatures, match.NeedsPerson).ShouldBe((MatchOutcome.Matched, true, true));
        match.ForStaff.ShouldContain("nav derīgs");
    }

    [Fact]
    public void Judge_SignatureThatDidNotPass_CountsAsNone() =>
        ApplicationMatch.Judge(Report(Person("000190-12345") with { Indication = Indication.Indeterminate }), Anna, []).Outcome.ShouldBe(MatchOutcome.NotSigned);

    [Fact]
    public void Judge_FailedContainer_CountsAsNone() =>
        ApplicationMatch.Judge(Report(Person("000190-12345")) with { Verdict = ContainerVerdict.TotalFailed }, Anna, []).Outcome.ShouldBe(MatchOutcome.NotSigned);

    [Fact]
    public void Judge_SignatureOverAnotherFileOnly_CountsAsNone() =>
        ApplicationMatch.Judge(Report(Person("000190-12345") with { CoveredFiles = ["cits.pdf"] }), Anna, []).Outcome.ShouldBe(MatchOutcome.NotSigned);

    private static SignatureResult Person(string? code, string country = "LV") => new()
    {
        Indication = Indication.TotalPassed,
        Format = "XAdES",
        Signer = new Signer("Anna Paraudziņa", "Anna", "Paraudziņa", code, country, null, SignerKind.NaturalPerson),
        CoveredFiles = ["iesniegums.pdf"],
    };

    private static SignatureReport Report(params SignatureResult[] signatures) => new()
    {
        File = "a.edoc",
        Container = "ASiC-E",
        Verdict = ContainerVerdict.TotalPassed,
        Signatures = signatures,
        Files = [new InspectedFile("iesniegums.pdf", true, null)],
    };
}
