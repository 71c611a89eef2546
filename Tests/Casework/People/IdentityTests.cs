using SocialWorkflows.Casework.People;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.People;

public sealed class IdentityTests
{
    private static readonly DateOnly June = new(2026, 6, 8);

    [Theory]
    [InlineData("Ģertrūde Paraudziņa")]
    [InlineData("Anna Bērziņa-Ķīse")]
    [InlineData("Shaun O’Neil")]
    [InlineData("Jean-Luc d'Arc")]
    [InlineData("Gertru\u0304de Paraudzin\u0327a")]
    public void B64_Remarks_NamesAsTheyAre_NothingToLookAt(string name) => PersonNames.Remarks(name).ShouldBeEmpty();

    [Theory]
    [InlineData("Suharto", NameRemark.OneWord)]
    [InlineData("Ī", NameRemark.OneLetter)]
    [InlineData("Олена Коваленко", NameRemark.OtherScript)]
    [InlineData("Anna 2", NameRemark.NotAName)]
    [InlineData("<script> x", NameRemark.NotAName)]
    [InlineData("", NameRemark.NotAName)]
    public void B64_Remarks_UnusualName_TellsAPersonAndKeepsIt(string name, NameRemark remark) => PersonNames.Remarks(name).ShouldContain(remark);

    [Fact]
    public void B64_Remarks_HundredAndTwentyLetters_VeryLongOnly() =>
        PersonNames.Remarks(new string('a', 60) + " " + new string('b', 59)).ShouldBe([NameRemark.VeryLong]);

    [Theory]
    [InlineData("Ģertrūde Paraudziņa", "GERTRUDE PARAUDZINA", true)]
    [InlineData("Anna Bērziņa-Ķīse", "Anna Ķīse Bērziņa", true)]
    [InlineData("Shaun O'Neil", "Shaun O’Neil", true)]
    [InlineData("Anna Bērziņa", "Anna Bērziņa-Ķīse", false)]
    [InlineData("Олена Коваленко", "Olena Kovalenko", false)]
    [InlineData("", "", false)]
    public void B64_MayBeSame_SpellingsOfOneName_FoundAndOthersNot(string one, string other, bool same)
    {
        PersonNames.MayBeSame(one, other).ShouldBe(same);
        PersonNames.MayBeSame(other, one).ShouldBe(same);
    }

    [Theory]
    [InlineData(Residences.Here, null, null, false, Competences.Ours)]
    [InlineData(Residences.Elsewhere, "Valmieras novads", null, false, Competences.Forward)]
    [InlineData(Residences.Elsewhere, null, null, false, Competences.Ask)]
    [InlineData(Residences.Moved, "Valmieras novads", "2026-06-07", true, Competences.Ours)]
    [InlineData(Residences.Moved, "Valmieras novads", "2026-06-08", true, Competences.Ours)]
    [InlineData(Residences.Moved, "Valmieras novads", "2026-06-09", true, Competences.Forward)]
    [InlineData(Residences.Moved, "Valmieras novads", "2026-06-07", false, Competences.Forward)]
    [InlineData(Residences.Moved, "Valmieras novads", "2026-06-09", false, Competences.Ours)]
    [InlineData(Residences.Moved, null, null, true, Competences.Ask)]
    [InlineData(Residences.Two, "Valmieras novads", null, false, Competences.Ask)]
    [InlineData(Residences.Homeless, null, null, false, Competences.Ask)]
    [InlineData(Residences.Prison, null, null, false, Competences.Ask)]
    [InlineData(Residences.Abroad, null, null, false, Competences.Ask)]
    [InlineData(Residences.Unknown, null, null, false, Competences.Ask)]
    public void B65_Of_Residence_OursForwardOrAsked(string situation, string? municipality, string? since, bool here, string word)
    {
        var residence = new Residence(situation, municipality, since is null ? null : DateOnly.Parse(since), here);

        var answer = Competence.Of(residence, June, admitFirst: false);

        answer.Word.ShouldBe(word);
        answer.Explanation.Contains('?').ShouldBe(word == Competences.Ask && situation != Residences.Unknown);
        Competence.Of(residence, June, admitFirst: true).Word.ShouldBe(Competences.Ours);
    }

    [Theory]
    [InlineData("2010-06-09", 15)]
    [InlineData("2010-06-08", 16)]
    [InlineData("2008-06-08", 18)]
    [InlineData("2008-06-09", 17)]
    [InlineData("2008-02-29", 18)]
    public void On_Birth_WholeYears(string birth, int age) => Ages.On(DateOnly.Parse(birth), June).ShouldBe(age);

    [Fact]
    public void Reaches_BornOnLeapDay_OnTheFirstOfMarch()
    {
        Ages.Reaches(new(2008, 2, 29), 18).ShouldBe(new DateOnly(2026, 3, 1));
        Ages.On(new(2008, 2, 29), new(2026, 2, 28)).ShouldBe(17);
        Ages.On(new(2008, 2, 29), new(2026, 3, 1)).ShouldBe(18);
        Ages.Reaches(new(2008, 2, 29), 16).ShouldBe(new DateOnly(2024, 2, 29));
    }

    [Theory]
    [InlineData(RepresentationBases.Legal, "2012-01-01", "2020-01-01", null, true)]
    [InlineData(RepresentationBases.Legal, "2008-06-08", "2020-01-01", null, false)]
    [InlineData(RepresentationBases.Legal, null, "2020-01-01", null, null)]
    [InlineData(RepresentationBases.Authorised, "1950-01-01", "2026-01-01", "2026-06-08", true)]
    [InlineData(RepresentationBases.Authorised, "1950-01-01", "2026-01-01", "2026-06-07", false)]
    [InlineData(RepresentationBases.Authorised, "1950-01-01", "2026-06-09", null, false)]
    [InlineData(RepresentationBases.Guardian, "1950-01-01", "2024-01-01", null, true)]
    [InlineData(RepresentationBases.Guardian, "2012-01-01", "2024-01-01", null, false)]
    public void On_Representative_MayActOnlyWithinGroundAndDates(string basis, string? birth, string from, string? until, bool? mayAct)
    {
        var representative = new Representative(
            "Zane Izdomātā", null, basis, DateOnly.Parse(from), until is null ? null : DateOnly.Parse(until), "pilnvara Nr. 1");

        representative.On(June, birth is null ? null : DateOnly.Parse(birth), TestPacks.Smiltene.Persons!.AdultAge.Years).MayAct.ShouldBe(mayAct);
    }

    [Theory]
    [InlineData("000155-10015", "328673-00679", true)]
    [InlineData("328673-00679", "000155-10015", true)]
    [InlineData("328673-00679", "338673-00679", false)]
    [InlineData("000155-10015", "000156-10015", false)]
    [InlineData("000155-10015", "000155-10015", false)]
    public void Contradiction_CodesOfOnePerson_ChangedOnceFromOldToNew(string one, string other, bool possible)
    {
        PersonalCode.TryParse(one, out var a).ShouldBeTrue();
        PersonalCode.TryParse(other, out var b).ShouldBeTrue();

        (CodeHistory.Contradiction(a, b) is null).ShouldBe(possible);
    }

    [Fact]
    public void ChecksumMatches_WrongDigit_OnlyAWarning()
    {
        PersonalCode.TryParse("328673-00677", out var code).ShouldBeTrue();

        code.ChecksumMatches.ShouldBeFalse();
    }
}
