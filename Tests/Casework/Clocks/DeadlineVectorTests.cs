using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Tests.Casework.Packs;

namespace SocialWorkflows.Tests.Casework.Clocks;

public sealed class DeadlineVectorTests
{
    [Theory]
    [InlineData("2025-12-18", "2026-01-09", "2026-01-08")]
    [InlineData("2025-12-22", "2026-01-13", "2026-01-12")]
    [InlineData("2025-12-30", "2026-01-16", "2026-01-15")]
    [InlineData("2026-01-05", "2026-01-17", "2026-01-19")]
    [InlineData("2026-03-26", "2026-04-13", "2026-04-13")]
    [InlineData("2026-04-01", "2026-04-17", "2026-04-17")]
    [InlineData("2026-04-22", "2026-05-08", "2026-05-08")]
    [InlineData("2026-04-30", "2026-05-18", "2026-05-18")]
    [InlineData("2026-06-08", "2026-06-25", "2026-06-22")]
    [InlineData("2026-06-09", "2026-06-26", "2026-06-25")]
    [InlineData("2026-06-10", "2026-06-27", "2026-06-26")]
    [InlineData("2026-06-11", "2026-06-29", "2026-06-29")]
    [InlineData("2026-06-12", "2026-06-30", "2026-06-30")]
    [InlineData("2026-06-15", "2026-07-01", "2026-07-01")]
    [InlineData("2026-06-19", "2026-07-07", "2026-07-07")]
    [InlineData("2026-11-06", "2026-11-23", "2026-11-23")]
    [InlineData("2026-11-09", "2026-11-24", "2026-11-24")]
    [InlineData("2026-11-17", "2026-12-02", "2026-12-02")]
    [InlineData("2026-12-22", "2027-01-11", "2027-01-11")]
    [InlineData("2027-04-23", "2027-05-10", "2027-05-10")]
    public void Compute_Decision_BothColumnsOfTheOracle(string from, string moved, string lawOnly)
    {
        var safe = string.CompareOrdinal(moved, lawOnly) < 0 ? moved : lawOnly;

        foreach (var (follow, due) in new[] { (true, moved), (false, lawOnly) })
        {
            var deadline = Compute(follow, DeadlineKind.Decision, from);
            deadline.Due.ShouldBe(Day(due));
            deadline.SafeDue.ShouldBe(Day(safe));
            deadline.NotifiedOn.ShouldBeNull();
            deadline.Days.Count(d => d.Counted).ShouldBe(10);
            deadline.Provisional.ShouldBe(due.StartsWith("2027", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("2026-01-17", "2026-01-30")]
    [InlineData("2026-04-13", "2026-04-27")]
    [InlineData("2026-06-26", "2026-07-09")]
    [InlineData("2026-06-27", "2026-07-10")]
    [InlineData("2026-06-29", "2026-07-13")]
    [InlineData("2026-11-24", "2026-12-08")]
    public void Compute_NoticeAfterDecisionOnTheLastDay_AsTheOracle(string decided, string due) =>
        Compute(true, DeadlineKind.Notice, decided).Due.ShouldBe(Day(due));

    [Theory]
    [InlineData("2026-06-12", "e-address", "2026-06-16", "2026-06-16", "2026-07-16")]
    [InlineData("2026-11-20", "e-address", "2026-11-24", "2026-11-24", "2026-12-28")]
    [InlineData("2026-12-22", "e-address", "2026-12-28", "2026-12-28", "2027-01-28")]
    [InlineData("2026-06-12", "signed-email", "2026-06-16", "2026-06-16", "2026-07-16")]
    [InlineData("2027-01-31", "hand", "2027-01-31", "2027-01-31", "2027-03-01")]
    [InlineData("2026-12-31", "hand", "2026-12-31", "2026-12-31", "2027-02-01")]
    [InlineData("2026-06-08", "registered", "2026-06-15", "2026-06-15", "2026-07-15")]
    [InlineData("2026-06-08", "post", "2026-06-16", "2026-06-16", "2026-07-16")]
    [InlineData("2026-06-13", "registered", "2026-06-20", "2026-06-20", "2026-07-20")]
    [InlineData("2026-05-27", "hand", "2026-05-27", "2026-05-27", "2026-06-29")]
    [InlineData("2026-05-22", "hand", "2026-05-22", "2026-05-22", "2026-06-25")]
    public void Compute_Contest_MonthFromNotification(string sent, string channel, string notifiedMoved, string notifiedLaw, string due)
    {
        var moved = Compute(true, DeadlineKind.Contest, sent, channel);
        var law = Compute(false, DeadlineKind.Contest, sent, channel);

        moved.NotifiedOn.ShouldBe(Day(notifiedMoved));
        law.NotifiedOn.ShouldBe(Day(notifiedLaw));
        moved.Due.ShouldBe(Day(due));
        law.Due.ShouldBe(Day(due));
        moved.SafeDue.ShouldBe(Day(due));
    }

    /// <summary>
    /// Notified on 25.06. with the moves and on 22.06. without: the person's month runs from the later day whatever the municipality
    /// does, and staff see the other one.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compute_ContestOverAMovedDay_NotifiedByTheCalendarOfTheLedger(bool follow)
    {
        var term = Compute(follow, DeadlineKind.Contest, "2026-06-18", "e-address");

        (term.NotifiedOn, term.OtherNotifiedOn, term.Due).ShouldBe((Day("2026-06-25"), Day("2026-06-22"), Day("2026-07-27")));
        term.Sentence.ShouldContain("mēnesis pēc paziņošanas 25.06.2026.");
        term.Days.Where(d => d.Date < Day("2026-07-01") && d.Counted).Select(d => d.Date).ShouldBe([Day("2026-06-19"), Day("2026-06-25")]);
    }

    [Theory]
    [InlineData("2026-05-15", "2026-06-15", "2026-06-15")]
    [InlineData("2026-01-31", "2026-03-02", "2026-03-02")]
    [InlineData("2026-05-23", "2026-06-25", "2026-06-25")]
    [InlineData("2026-05-27", "2026-06-27", "2026-06-29")]
    [InlineData("2026-05-22", "2026-06-25", "2026-06-22")]
    public void Compute_OuterLimit_MonthFromReceipt(string received, string moved, string lawOnly)
    {
        Compute(true, DeadlineKind.OuterLimit, received).Due.ShouldBe(Day(moved));
        Compute(false, DeadlineKind.OuterLimit, received).Due.ShouldBe(Day(lawOnly));
        Compute(true, DeadlineKind.OuterLimit, received).SafeDue.ShouldBe(Day(string.CompareOrdinal(moved, lawOnly) < 0 ? moved : lawOnly));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compute_DocumentRequestOverMovedDays_LaterDateForThePerson(bool follow)
    {
        var request = Compute(follow, DeadlineKind.DocumentRequest, "2026-06-08");

        request.Due.ShouldBe(Day("2026-06-25"));
        request.Sentence.ShouldContain("par labu personai");
    }

    /// <summary>The tenth day is the Saturday 27.06.: open where the move is followed, closed where it is not; 23.12.2024 the other way round.</summary>
    [Theory]
    [InlineData("2026-06-10", "2026-06-27", "2026-06-29")]
    [InlineData("2024-12-09", "2024-12-27", "2024-12-23")]
    public void Compute_PersonsTermEndsOnAFreeDayOfTheMunicipality_OnTheNextDayItIsOpen(string from, string follows, string doesNot)
    {
        foreach (var kind in new[] { DeadlineKind.DocumentRequest, DeadlineKind.Offer })
        {
            var pack = TestPacks.Smiltene with { Terms = TestPacks.Smiltene.Terms with { OfferAnswer = new(10, "x") } };
            foreach (var (follow, due) in new[] { (true, follows), (false, doesNot) })
            {
                var calendar = TestPacks.Calendar(follow);
                var term = DeadlineCalculator.Compute(pack, calendar, kind, Day(from));

                (term.Due, term.SafeDue).ShouldBe((Day(due), Day(due)));
                calendar.IsWorkingDay(term.Due).ShouldBeTrue();
                term.Days.Count(d => d.Counted).ShouldBe(10);
                term.Days[^1].ShouldBe(new LedgerDay(term.Due, true, calendar.ReasonOf(term.Due)));
            }
        }
    }

    [Theory]
    [InlineData("2026-02-27", "2026-03-27", "2026-03-10")]
    [InlineData("2026-02-28", "2026-03-30", "2026-03-10")]
    [InlineData("2026-03-01", "2026-03-13", "2026-03-06")]
    [InlineData("2026-03-02", "2026-03-16", "2026-03-09")]
    [InlineData("2023-01-31", "2023-02-28", "2023-02-09")]
    public void Compute_SubmissionAroundTheChangeOfTheLaw_ByTheLawOfItsDay(string from, string answer, string forward)
    {
        var calendar = TestPacks.Calendar(false);

        DeadlineCalculator.Compute(TestPacks.Smiltene, calendar, DeadlineKind.Submission, Day(from)).Due.ShouldBe(Day(answer));
        DeadlineCalculator.Compute(TestPacks.Smiltene, calendar, DeadlineKind.Forwarding, Day(from)).Due.ShouldBe(Day(forward));
    }

    [Fact]
    public void Compute_SubmissionBeforeAnyLawInTheData_Refused() =>
        Should.Throw<ArgumentException>(() => Compute(false, DeadlineKind.Submission, "2021-01-04")).Message.ShouldContain("2021-01-04");

    [Fact]
    public void Compute_Reminder_ThreeWorkingDaysBeforeTheRequestEnds()
    {
        var calendar = TestPacks.Calendar(true);
        var request = Compute(true, DeadlineKind.DocumentRequest, "2026-09-01");

        Compute(true, DeadlineKind.Reminder, "2026-09-01").Due.ShouldBe(calendar.AddWorkingDays(request.Due, -3));
    }

    [Fact]
    public void Compute_ServiceWithItsOwnTerm_UsesIt()
    {
        var service = TestPacks.Smiltene.Services[0] with { DecisionTerm = new(22, "test") };

        var deadline = DeadlineCalculator.Compute(
            TestPacks.Smiltene, TestPacks.Calendar(true), DeadlineKind.Decision, Day("2026-09-01"), service: service);

        deadline.Days.Count(d => d.Counted).ShouldBe(22);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fax")]
    public void Compute_ContestWithoutKnownChannel_Refused(string? channel) =>
        Should.Throw<ArgumentException>(() => Compute(true, DeadlineKind.Contest, "2026-06-12", channel)).Message.ShouldContain("e-address");

    [Fact]
    public void Compute_Sentence_NamesDateCountAndSkippedDays() =>
        Compute(true, DeadlineKind.Decision, "2026-06-08").Sentence.ShouldBe(
            "Lēmums jāpieņem līdz 2026. gada 25. jūnijam: tā ir 10. darbdiena pēc 2026. gada 8. jūnija. "
            + "Neskaita sestdienas, svētdienas un šīs dienas: 22.06.2026. – pārcelta darba diena (27.06.2026.); "
            + "23.06.2026. – Līgo diena; 24.06.2026. – Jāņu diena.");

    /// <summary>The sentences and the ledger say the months of the data.</summary>
    [Theory]
    [InlineData(1, "tas ir mēnesis pēc paziņošanas", "Likumā noteiktais mēneša termiņš", "mēneša termiņa pēdējā diena")]
    [InlineData(3, "tie ir 3 mēneši pēc paziņošanas", "Likumā noteiktais 3 mēnešu termiņš", "3 mēnešu termiņa pēdējā diena")]
    public void Compute_TermOfMonths_SaysHowMany(int months, string contest, string outer, string ledger)
    {
        var own = TestPacks.Smiltene.Terms with { Contest = new MonthTerm(months, "x"), OuterLimit = new MonthTerm(months, "x") };
        var law = new SubmissionLaw { AnswerMonths = new MonthTerm(months, "x"), Forwarding = new WorkingDayTerm(7, "x"), ValidFrom = new DateOnly(2022, 8, 9), Source = "x" };
        var pack = TestPacks.Smiltene with { Terms = own, TermVersions = [own], SubmissionLaws = [law] };

        Sentence(DeadlineKind.Contest, "hand").ShouldContain(contest);
        Sentence(DeadlineKind.OuterLimit).ShouldContain(outer);
        Sentence(DeadlineKind.Submission).ShouldContain($"tas ir {(months == 1 ? "mēneša" : $"{months} mēnešu")} termiņš no saņemšanas");
        Of(DeadlineKind.OuterLimit, null).Days[0].Reason.ShouldStartWith(ledger);

        string Sentence(DeadlineKind kind, string? channel = null) => Of(kind, channel).Sentence;

        Deadline Of(DeadlineKind kind, string? channel) => DeadlineCalculator.Compute(pack, TestPacks.Calendar(true), kind, new DateOnly(2026, 6, 9), channel);
    }

    [Fact]
    public void Compute_ContestSentence_NamesTheShiftedEnd() =>
        Compute(true, DeadlineKind.Contest, "2026-11-20", "e-address").Sentence.ShouldBe(
            "Lēmumu var apstrīdēt līdz 2026. gada 28. decembrim: tas ir mēnesis pēc paziņošanas 24.11.2026. "
            + "Neskaita sestdienas, svētdienas un šīs dienas: 24.12.2026. – mēneša termiņa pēdējā diena: Ziemassvētku vakars; "
            + "25.12.2026. – Pirmie Ziemassvētki; 26.12.2026. – Otrie Ziemassvētki.");

    [Fact]
    public void Compute_IntoUnpublishedYear_SaysSo() =>
        Compute(true, DeadlineKind.Decision, "2026-12-22").Sentence.ShouldEndWith("vēl nav publicētas.");

    private static Deadline Compute(bool follow, DeadlineKind kind, string from, string? channel = null) =>
        DeadlineCalculator.Compute(TestPacks.Smiltene, TestPacks.Calendar(follow), kind, Day(from), channel);

    private static DateOnly Day(string day) => DateOnly.Parse(day);
}
