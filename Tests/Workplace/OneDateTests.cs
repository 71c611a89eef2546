using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Workplace.CaseView;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Mail;

namespace SocialWorkflows.Tests.Workplace;

/// <summary>One date everywhere (invariant I5): card, page, board and letter show the term of the same ledger; the e-mail shows none.</summary>
public sealed class OneDateTests
{
    [Fact]
    public void Due_RunningClock_SameOnCardPageAndBoard()
    {
        var bench = CardBench.Complete();
        var term = bench.State.DecisionClock!.Term;

        ShownDates.Of(bench.State).ShouldBe(new ShownDates(term.Due, term.SafeDue));
        CaseClocksView.Of(bench.State).Single(c => c.Key == "case.clock.decision").Term.ShouldBeSameAs(term);
        bench.Card(CardBench.Worker, Steps.Needs).Card.ToJson().ShouldContain(LatvianDate.Numeric(term.Due));
        term.Sentence.ShouldContain(LatvianDate.Dative(term.Due));
        term.Days[^1].Date.ShouldBe(term.Due);
    }

    /// <summary>Received on 01.06., the last paper came on 30.06.: ten days would end on 14.07., the law's month on 01.07.</summary>
    [Fact]
    public void Due_DecisionClockEndsAfterTheLegalLimit_CardBoardAndPageShowTheLimit()
    {
        var bench = CardBench.Complete();
        DateOnly received = new(2026, 6, 1), limit = new(2026, 7, 1);
        var outer = CardBench.Smiltene.Terms.OuterLimit(received);
        bench.Happened(new ApplicationRegistered("SD-2026/7", "ILG_PILNG", received, CardBench.Worker.Id) { OuterLimit = outer.Due, OuterSafe = outer.SafeDue });
        bench.Happened(new DecisionClockStarted(new(2026, 6, 30), CardBench.Smiltene.Terms.Decision(CardBench.Smiltene.Pack.FindService("ILG_PILNG")!, new(2026, 6, 30))));

        bench.State.DecisionClock!.Term.Due.ShouldBe(new DateOnly(2026, 7, 14));
        ShownDates.Of(bench.State).ShouldBe(new ShownDates(limit, limit));
        OuterLimit.Of(bench.State).ShouldBe(new OuterLimit(limit, limit));
        var card = bench.Card(CardBench.Worker, Steps.Needs).Card.ToJson();
        card.ShouldContain("01.07.2026.");
        card.ShouldNotContain("14.07.2026.");
    }

    [Fact]
    public void Due_DocumentRequest_SameInTheLetterInBothLanguagesAndNoneInTheMail()
    {
        var bench = CardBench.Registered();
        var term = CardBench.Smiltene.Terms.DocumentRequest(CardBench.Today);
        bench.Happened(new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = ["IENAKUMI"], Contact = new("post", "Izdomu iela 1"), By = "w" });
        bench.Happened(new DocumentsRequested(1, ["IENAKUMI"], term, CardBench.Today, "f"));

        var letter = DocumentLetter.ComposeRequest(
            new DocumentLetterFacts
            {
                Institution = CardBench.Smiltene.Pack.Institution,
                Date = CardBench.Today,
                Number = "1",
                Addressee = new("Anna Paraudziņa", null, "Izdomu iela 1"),
                RegistrationNumber = "SD-2026/7",
                ApplicationDate = CardBench.Today,
                Missing = [new("ienākumi", "papīri")],
                DueDate = term.Due,
                Signatory = new("Vadītāja", "Māra Lēmēja"),
            },
            CardBench.Smiltene.Templates);
        var texts = letter.ToString() + string.Join('\n', letter.Blocks.Select(b => b.ToString()));

        ShownDates.Of(bench.State).Due.ShouldBe(term.Due);
        CaseClocksView.Of(bench.State).Single(c => c.Key == "case.clock.answer").Term.ShouldBeSameAs(term);
        texts.Split(LatvianDate.Dative(term.Due)).Length.ShouldBeGreaterThanOrEqualTo(3);
        var mail = StatusMail.Compose(
            CardBench.Smiltene.Templates,
            StatusMailKind.DocumentsRequested,
            new StatusMailData { Number = "SD-2026/7", Institution = CardBench.Smiltene.Pack.Institution, Channel = CardBench.Smiltene.Pack.Channels[0] });
        mail.Text.ShouldNotContain(LatvianDate.Numeric(term.Due));
        mail.Text.ShouldNotContain(LatvianDate.Dative(term.Due));
    }
}
