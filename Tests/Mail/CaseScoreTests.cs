using FsCheck;
using FsCheck.Fluent;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Tests.Mail;

public sealed class CaseScoreTests
{
    private const CaseEvidence FromOurMail = CaseEvidence.CaseAddress | CaseEvidence.References | CaseEvidence.CaseNumber | CaseEvidence.SameSubject;

    [Theory]
    [InlineData(CaseEvidence.CaseAddress | CaseEvidence.KnownSender)]
    [InlineData(CaseEvidence.References | CaseEvidence.KnownSender)]
    [InlineData(CaseEvidence.References | CaseEvidence.SignedByApplicant)]
    [InlineData(CaseEvidence.CaseNumber | CaseEvidence.SignedByApplicant)]
    [InlineData(CaseEvidence.CaseNumber | CaseEvidence.KnownSender | CaseEvidence.ProvenSender)]
    public void Choose_ClearEvidence_Files(CaseEvidence evidence) => Choose(evidence).Clear.ShouldNotBeNull();

    [Theory]
    [InlineData(FromOurMail)]
    [InlineData(CaseEvidence.CaseAddress)]
    [InlineData(CaseEvidence.References)]
    [InlineData(CaseEvidence.CaseNumber | CaseEvidence.KnownSender)]
    [InlineData(CaseEvidence.CaseNumber | CaseEvidence.SameSubject | CaseEvidence.KnownSender)]
    public void B10_WhatAnybodyMayHaveOrForge_IsAskedAbout(CaseEvidence evidence)
    {
        var choice = Choose(evidence);

        choice.Clear.ShouldBeNull();
        choice.Doubtful.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(CaseEvidence.None)]
    [InlineData(CaseEvidence.KnownSender)]
    [InlineData(CaseEvidence.SameSubject | CaseEvidence.KnownSender)]
    public void Choose_TooLittle_IsNoCandidate(CaseEvidence evidence) => Choose(evidence).Doubtful.ShouldBeEmpty();

    [Fact]
    public void Choose_TwoAlmostAlike_IsAskedAboutBestFirst()
    {
        var choice = CaseScore.Choose<string>(
            [new("b", CaseEvidence.References | CaseEvidence.KnownSender), new("a", CaseEvidence.CaseAddress | CaseEvidence.KnownSender)], isForged: false);

        choice.Clear.ShouldBeNull();
        choice.Doubtful.Select(c => c.Case).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void B29_ForgedSender_FilesNothingWhateverElseSpeaksForIt() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Choose(0, 127).ToArbitrary(),
        bits => CaseScore.Choose<string>([new("a", (CaseEvidence)bits)], isForged: true).Clear is null));

    /// <summary>More evidence never makes a case less likely.</summary>
    [Fact]
    public void Of_MoreEvidence_IsNeverWorthLess() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(
        Gen.Choose(0, 127).Two().ToArbitrary(),
        pair => CaseScore.Of((CaseEvidence)(pair.Item1 | pair.Item2)) >= CaseScore.Of((CaseEvidence)pair.Item1)));

    [Theory]
    [InlineData("Re: Iesniegums Nr. SD-2026/17 ir saņemts", "SD-2026/17")]
    [InlineData("Atb.: sd-2026/17", "SD-2026/17")]
    [InlineData("SD-2026/17 (par SD-2026/17)", "SD-2026/17")]
    [InlineData("SD-2026/17 un SD-2026/18", null)]
    [InlineData("#17 un #18", null)]
    [InlineData("#1 vietā", null)]
    [InlineData("XSD-2026/17", null)]
    [InlineData("SD-2026/17a", null)]
    [InlineData("SD-26/17", null)]
    [InlineData("SD-2026/", null)]
    [InlineData("SD-2026/12345678", null)]
    [InlineData("SD-", null)]
    public void B14_CaseNumberInSubject_IsReadOnlyWhenItIsOne(string subject, string? expected) => CaseNumbers.In(subject, "SD").ShouldBe(expected);

    [Theory]
    [InlineData("Re: Fwd: Iesniegums", "Iesniegums")]
    [InlineData("Atb.: VS: Pārs.: Iesniegums", "Iesniegums")]
    [InlineData("RE[2]: Iesniegums", "Iesniegums")]
    [InlineData("Reāls iesniegums", "Reāls iesniegums")]
    public void Strip_PrefixesOfPrograms_AreTakenOff(string subject, string expected) => SubjectLine.Strip(subject).ShouldBe(expected);

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void B05_SameWordsWithoutAnyHeader_AreAMachinesFromTheThird(int how, bool expected)
    {
        var start = new DateTimeOffset(2026, 6, 8, 9, 0, 0, TimeSpan.Zero);
        var earlier = Enumerable.Range(0, how - 1).Select(i => (start.AddDays(i), "Esmu atvaļinājumā\nlīdz 20. jūnijam. ")).ToList();

        RepeatedText.IsAutomatic(earlier, Written("Esmu  atvaļinājumā līdz 20. jūnijam."), start.AddDays(how)).ShouldBe(expected);
        RepeatedText.IsAutomatic(earlier, Written(""), start.AddDays(how)).ShouldBeFalse();
        RepeatedText.IsAutomatic(earlier, Written("Paldies!"), start.AddDays(how)).ShouldBeFalse();
        RepeatedText.IsAutomatic(earlier, Written("Esmu atvaļinājumā līdz 20. jūnijam."), start.AddDays(90)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("From: a@b.lv", "Kad būs lēmums?", false)]
    [InlineData("From: noreply@b.lv", "Kad būs lēmums?", true)]
    [InlineData("From: a@b.lv\nSubject: Automatic reply: x", "Kad būs lēmums?", true)]
    public void B05_SameQuestionAThirdTime_IsAMachinesOnlyWithASignOfOne(string headers, string text, bool expected)
    {
        var start = new DateTimeOffset(2026, 6, 8, 9, 0, 0, TimeSpan.Zero);

        RepeatedText.IsAutomatic([(start, text), (start.AddDays(1), text)], RawMail.Read($"{headers}\nContent-Type: text/plain; charset=utf-8\n\n{text}"), start.AddDays(2)).ShouldBe(expected);
    }

    private static MailMessage Written(string text) => RawMail.Read($"From: a@b.lv\nContent-Type: text/plain; charset=utf-8\n\n{text}");

    private static CaseChoice<string> Choose(CaseEvidence evidence) => CaseScore.Choose<string>([new("a", evidence)], isForged: false);
}
