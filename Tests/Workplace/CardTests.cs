using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Duty;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Notification;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Messages;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Support;
using SocialWorkflows.Tests.Teams;

namespace SocialWorkflows.Tests.Workplace;

public sealed class CardTests
{
    public static TheoryData<string, string> Cards => new()
    {
        { Steps.Registration, Verbs.ChooseService },
        { Steps.Admission, Verbs.Admit },
        { Steps.Documents, Verbs.ReviewDocuments },
        { Steps.Needs, Verbs.AssessNeeds },
        { Steps.Income, Verbs.AssessIncome },
        { Steps.Capacity, Verbs.AssessCapacity },
        { Steps.Proposal, Verbs.Propose },
        { Steps.Approval, Verbs.Approve },
        { Steps.Approval, Verbs.Return },
        { Steps.Notice, Verbs.ConfirmNotice },
        { "notice-returned", Verbs.ReturnNotice },
        { "notice-hindered", Verbs.HinderNotice },
        { Steps.Messages, Verbs.HandleMessage },
        { Steps.Messages, Verbs.Withdraw },
        { "withdrawal", Verbs.Withdraw },
        { Steps.Submission, Verbs.AnswerSubmission },
        { Steps.Submission, Verbs.ForwardSubmission },
        { Steps.Start, Verbs.StartService },
        { Steps.Offer, Verbs.AnswerOffer },
        { Steps.ContestHandOver, Verbs.HandOverContest },
        { Steps.ContestResult, Verbs.DecideContest },
        { "contest-received", Verbs.ReceiveContest },
        { "split", Verbs.Split },
        { "leave-queue", Verbs.LeaveQueue },
        { "end-service", Verbs.EndService },
        { "renewal", Verbs.Renew },
        { "discontinue", Verbs.Discontinue },
        { "ask-more", Verbs.AskMore },
        { "extension", Verbs.ExtendTerm },
        { "identity", Verbs.RecordIdentity },
        { "forward", Verbs.Forward },
        { "contact-request", Verbs.AnswerContactRequest },
        { "hearing", Verbs.InviteHearing },
        { ReleaseCard.Step, Verbs.ReleaseFile },
        { "family", Verbs.RecordFamily },
    };

    [Theory]
    [MemberData(nameof(Cards))]
    public void Card_FilledIn_IsACommandTheRuleAccepts(string step, string verb)
    {
        var (bench, person) = At(step);
        var data = bench.Answer(person, step, verb);

        var facts = bench.Decide(person, verb, data);

        facts.ShouldNotBeEmpty();
        data["caseId"]!.GetValue<string>().ShouldBe(bench.Record.Case.CaseId);
        data["version"]!.GetValue<long>().ShouldBe(bench.Record.Version);
        data["verb"]!.GetValue<string>().ShouldBe(verb);
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Card_RequiredInputLeftOut_IsRefusedByTheRuleToo(string step, string verb)
    {
        var (bench, person) = At(step);
        foreach (var input in InputsFor(bench, person, step, verb).Where(i => i["isRequired"] is not null))
        {
            var data = bench.Answer(person, step, verb);
            data[Id(input)] = "";

            // Channel and address stand in for each other: what is known of the person is kept.
            if (Id(input) is not ("channel" or "address") || bench.State.Contact is null)
            {
                Should.Throw<CommandRefusedException>(() => bench.Decide(person, verb, data), Id(input));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Card_EveryInput_IsReadByTheRule(string step, string verb)
    {
        var (bench, person) = At(step);
        foreach (var id in InputsFor(bench, person, step, verb).Select(Id))
        {
            var data = bench.Answer(person, step, verb);
            if (id.StartsWith("why.", StringComparison.Ordinal))
            {
                data["doc." + id["why.".Length..]] = "not-needed";
            }

            if (id == "earlierEvidence")
            {
                data["earlierOn"] = "2026-06-01";
            }

            data[id] = new string('x', CommandInputs.MaximumText + 1);

            Should.Throw<CommandRefusedException>(() => bench.Decide(person, verb, data), id);
        }
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Card_InBothLanguages_IsSchema15SmallAndMasked(string step, string verb)
    {
        var (bench, person) = At(step);
        foreach (var texts in new[] { UiTexts.Latvian, UiTexts.English })
        {
            var json = bench.Card(person, step, texts).Card.ToJson();
            var card = JsonNode.Parse(json)!;

            card["type"]!.GetValue<string>().ShouldBe("AdaptiveCard");
            card["version"]!.GetValue<string>().ShouldBe("1.5");
            card["lang"]!.GetValue<string>().ShouldBe(texts.Lang);
            Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(AdaptiveCard.MaximumBytes);
            json.ShouldNotContain(CardBench.PersonalCode);
            json.ShouldNotContain(CardBench.PersonalCode.Replace("-", "", StringComparison.Ordinal));
            json.ShouldContain("******-*1353");
            json.ShouldContain(texts[$"verb.{verb}"]);
        }
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Card_ForWhoeverMayNotAct_HasNeitherInputsNorActions(string step, string verb)
    {
        var rule = CommandRules.Find(verb)!;
        var (bench, _) = At(step);
        foreach (var stranger in CardBench.Staff.People.Where(p => p.Municipality == "smiltene" && !CommandRules.Allows(rule, p)))
        {
            if (bench.Record.Standing.Find(step) is null && step != Steps.Messages)
            {
                StepCards.Others(bench.Context(stranger)).ShouldNotContain(c => c.Step == step);
                continue;
            }

            var card = bench.Card(stranger, step);
            var shown = JsonNode.Parse(card.Card.ToJson())!;
            if (verb is not Verbs.Withdraw)
            {
                card.IsActive.ShouldBeFalse();
                shown["actions"].ShouldBeNull();
                CardBench.Inputs(shown).ShouldBeEmpty();
            }
            else
            {
                shown.ToJsonString().ShouldNotContain(Verbs.Withdraw);
            }
        }
    }

    [Fact]
    public void ApprovalCard_ForTheAuthor_IsReadOnly()
    {
        var bench = CardBench.Proposed();
        var both = CardBench.Worker with { Roles = [Roles.Worker, Roles.Head] };

        bench.Card(both, Steps.Approval).IsActive.ShouldBeFalse();
        bench.Card(CardBench.Head, Steps.Approval).IsActive.ShouldBeTrue();
    }

    [Fact]
    public void DocumentsCard_FirstRound_HasNoWayAroundAsking_ButTheSecondHas()
    {
        var bench = CardBench.Registered();
        bench.Card(CardBench.Worker, Steps.Documents).Card.ToJson().ShouldNotContain("\"proceed\"");

        bench.Fill(CardBench.Worker, Steps.Documents, Verbs.ReviewDocuments);
        bench.State.Review!.Missing.ShouldNotBeEmpty();
        bench.Happened(new DocumentsRequested(1, bench.State.Review.Missing, CardBench.Smiltene.Terms.DocumentRequest(CardBench.Today), CardBench.Today, "f1"));
        bench.Happened(new AnswerOverdue(1));

        bench.Card(CardBench.Worker, Steps.Documents).Card.ToJson().ShouldContain("\"proceed\"");
        bench.Fill(CardBench.Worker, Steps.Documents, Verbs.ReviewDocuments, data => data["proceed"] = "true");
        bench.State.Review.ProceedWithout.ShouldBeTrue();
    }

    [Fact]
    public void DocumentsCard_WithSuggestedFile_PreChoosesReceived()
    {
        var bench = CardBench.Registered();
        Value(bench, "doc.IENAKUMI").ShouldBe("missing");
        Value(bench, "doc.IESNIEGUMS").ShouldBe("received");
        Value(bench, "doc.INVALIDITATE").ShouldBe("not-needed");

        bench.Happened(new MessageFiled
        {
            IntakeId = "i3",
            ReceivedAt = DateTimeOffset.UnixEpoch,
            ReceivedOn = CardBench.Today,
            MessageId = "m3",
            MatchedBy = "references",
            Text = "",
            Files = [new CaseFile { FileId = "f", Name = "alga.pdf", MediaType = "application/pdf", Size = 1, Scanner = "s", SuggestedDocument = "IENAKUMI" }],
        });

        Value(bench, "doc.IENAKUMI").ShouldBe("received");
    }

    /// <summary>What the source says the application must name stands where a person confirms it, and in the letter that asks for it.</summary>
    [Theory]
    [InlineData("iecava", true)]
    [InlineData("smiltene", false)]
    public void Application_WithWhatItMustName_SaidOnTheCardAndInTheRequest(string municipality, bool said)
    {
        var rules = CardBench.Municipalities.Get(municipality);
        var context = CardBench.Registered("APR_MAJAS").Context(CardBench.Worker) with { Municipality = rules };
        var review = new DocumentsReviewed { Round = 1, Accepted = [], NotNeeded = [], Missing = ["IESNIEGUMS"], Contact = null!, By = "sm-darbiniece" };

        var card = DocumentsCard.Build(context, 1).Inputs.OfType<TextBlock>().Select(t => t.Text);
        var letter = LetterDesk.Missing(rules.Pack, review, "IESNIEGUMS", []);

        card.Any(t => t == "Tajā jānorāda: problēma un tās risināšanai vēlamais sociālā pakalpojuma veids").ShouldBe(said);
        letter.Name.ShouldBe("iesniegums sociālā pakalpojuma saņemšanai" + (said ? " (tajā jānorāda: problēma un tās risināšanai vēlamais sociālā pakalpojuma veids)" : ""));
        letter.EasyName.ShouldBe(
            "Jūsu iesniegums ar Jūsu parakstu" + (said ? ". Iesniegumā uzrakstiet, kāda problēma Jums ir. Uzrakstiet arī, kādu pakalpojumu Jūs vēlaties." : ""));
    }

    [Fact]
    public void MorningCard_OfAnyDay_NamesNobodyAndStaysUnderTheLimit()
    {
        foreach (var texts in new[] { UiTexts.Latvian, UiTexts.English })
        {
            var json = MorningCard.Build(texts, Busy(200), new Uri("https://darbs.example/"), "29:p", CardBench.Today.DayNumber).ToJson();

            Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(AdaptiveCard.MaximumBytes);
            json.ShouldNotContain("Paraudziņa");
            json.ShouldNotContain("ILG_PILNG");
            json.ShouldContain("SD-2026/0");
            json.ShouldContain(texts["forecast.overdue"]);
            json.ShouldContain(texts.Format("digest.more", 185));
            json.ShouldContain("https://darbs.example/duty");
        }

        MorningCard.Build(UiTexts.Latvian, new Morning(CardBench.Today, 1, 0, []), page: null, "29:p", CardBench.Today.DayNumber).ToJson().ShouldContain(UiTexts.Latvian["digest.none"]);
    }

    [Fact]
    public void ReleaseCard_OfManyFilesWithLongNames_StaysUnderTheLimitAndMasksCodes()
    {
        var json = CardBench.WithBlockedFile(300).Card(CardBench.Head, ReleaseCard.Step).Card.ToJson();

        json.ShouldNotContain(CardBench.PersonalCode);
        json.ShouldContain("Izziņa ******-*1353");
    }

    private static Morning Busy(int late) => new(
        CardBench.Today,
        late,
        late,
        [
            .. Enumerable.Range(0, late).Select(i => new LateCase(new ForecastLine(
                new CaseRow
                {
                    Case = new CaseRef("smiltene", $"c{i}"),
                    Version = 1,
                    Number = $"SD-2026/{i}",
                    ApplicantName = "Ģertrūde Paraudziņa",
                    ServiceId = "ILG_PILNG",
                    Stage = "assessment",
                    WaitsFor = Steps.Needs,
                    Role = Roles.Worker,
                    Assignee = null,
                    ReceivedOn = CardBench.Today,
                    Due = CardBench.Today,
                    SafeDue = CardBench.Today,
                    Urgent = false,
                    Outcome = null,
                    Closed = false,
                },
                CardBench.Today,
                ForecastReasons.Overdue,
                PersonId: null,
                Suggested: "p"), IsHidden: i % 10 == 9, SuggestedName: "Ģertrūde Ķiršlejniece-Žagariņa")),
        ]);

    [Fact]
    public void ApprovalCard_WithLongestTexts_StaysUnderTheLimit()
    {
        var longest = new string('ļ', CommandInputs.MaximumText);
        var bench = CardBench.Proposed(data =>
        {
            foreach (var name in new[] { "findings", "reasoning", "reason", "hearing", "volume", "fee" })
            {
                data[name] = longest;
            }
        });

        Encoding.UTF8.GetByteCount(bench.Card(CardBench.Head, Steps.Approval).Card.ToJson()).ShouldBeLessThan(AdaptiveCard.MaximumBytes);
    }

    [Fact]
    public void MessageCard_WithTextAboutHealth_DoesNotShowIt() =>
        CardBench.WithLetter().Card(CardBench.Worker, Steps.Messages).Card.ToJson().ShouldNotContain("Slimības");

    /// <summary>Every way out, the longest words, and a sender who writes Markdown.</summary>
    private static MessageInQuestion Question() => new(
        new IntakeRow
        {
            IntakeId = new string('a', 64),
            Municipality = "smiltene",
            Number = "I-2026/99999",
            MessageId = "m",
            ContentHash = "h",
            Size = 1,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Disposition = Dispositions.Review,
            Reason = SignedApplication.Unclear,
        },
        $"[paga](https://evil.example){new string('ļ', 200)}",
        "2026-01-01",
        new SeenMessage(
            ["lookalike-domain", "encrypted"],
            [],
            [.. Enumerable.Range(0, 40).Select(i => new SeenCandidate($"c{i}", $"SD-2026/{i}", ["case-address", "references", "case-number", "same-subject", "known-sender", "proven-sender", "signed-by-applicant"]))],
            HasHiddenCandidate: true,
            [],
            []));

    [Fact]
    public void WhoseMessageCard_WithEverything_StaysUnderTheLimitAndHoldsNoLink()
    {
        foreach (var texts in new[] { UiTexts.Latvian, UiTexts.English })
        {
            var json = WhoseMessageCard.Build(texts, Question(), new Uri("https://darbs.example/review/1"), "29:p").ToJson();

            Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(AdaptiveCard.MaximumBytes);
            json.ShouldNotContain("](");
            TeamsHouse.Actions(JsonNode.Parse(json)!).Select(a => a["verb"]?.GetValue<string>()).ShouldBe([WhoseMessageCard.FileVerb, WhoseMessageCard.OpenVerb, WhoseMessageCard.SettleVerb, null]);
        }
    }

    /// <summary>One of each kind that somebody is sent.</summary>
    internal static IReadOnlyList<AdaptiveCard> EveryCard()
    {
        var page = new Uri("https://darbs.example/");
        return
        [
            .. Cards.Select(c => c.Data.Item1).Distinct().Select(step =>
            {
                var (bench, person) = At(step);
                return bench.Card(person, step).Card;
            }),
            MorningCard.Build(UiTexts.Latvian, Busy(200), page, "29:p", CardBench.Today.DayNumber),
            WhoseMessageCard.Build(UiTexts.Latvian, Question(), page, "29:p"),
            ChannelCards.OfDay(UiTexts.Latvian, new ChannelDay(CardBench.Today, 9, 8, 7, 6, [.. Enumerable.Range(0, 40).Select(i => (CardBench.Today, (string?)$"SD-2026/{i}"))]), page),
            ChannelCards.OfDuty(UiTexts.Latvian, 1, 2, page),
        ];
    }

    [Fact]
    public async Task Cards_ReadByTheOfficialLibrary_AreValid()
    {
        Assert.SkipWhen(Repository.OnPath("node") is null, "Node.js is not installed.");
        var cards = new JsonArray([.. EveryCard().Select(c => JsonNode.Parse(c.ToJson()))]);
        cards.Add(JsonNode.Parse("""{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Input.Txt","id":"a"}]}"""));

        var start = new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(Repository.Root, "Tests", "Workplace", "check-cards.cjs"), Path.Combine(AppContext.BaseDirectory, "wwwroot", "vendor", "adaptivecards.min.js") },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(cards.ToJsonString());
        node.StandardInput.Close();
        var found = JsonNode.Parse(await node.StandardOutput.ReadToEndAsync())!.AsArray().Select(c => c!.AsArray().Count).ToList();

        found[^1].ShouldBe(1, "the card with a wrong element shows that the check finds something");
        found[..^1].ShouldAllBe(problems => problems == 0);
    }

    [Fact]
    public void MessageCard_LetterThatContests_SaysWhenItWasLodgedAndThatTheInstructionWasMissing()
    {
        var bench = CardBench.Notified(Outcomes.Refused);
        bench.Happened(TestCases.Filed("i9") with { ReceivedOn = CardBench.Today });
        var data = bench.Answer(CardBench.Registrar, Steps.Messages, Verbs.ReceiveContest);
        data.ContainsKey("lodgedOn").ShouldBeTrue();
        (data["lodgedOn"], data["withoutInstruction"]) = (CardBench.Today.ToString("yyyy-MM-dd"), "true");

        bench.Decide(CardBench.Registrar, Verbs.ReceiveContest, data).ShouldHaveSingleItem().ShouldBeOfType<ContestReceived>().ShouldSatisfyAllConditions(
            c => c.IntakeId.ShouldBe("i9"), c => c.WithoutInstruction.ShouldBe(true), c => c.ContestUntil.ShouldBe(CardBench.Today.AddYears(1)));
    }

    [Fact]
    public void Card_Discontinuance_ProposesTheEndWithThePacksNormOrDropsIt()
    {
        var bench = CardBench.Discontinuance();

        var proposed = bench.Decide(CardBench.Worker, Verbs.Propose, bench.Answer(CardBench.Worker, Steps.Proposal, Verbs.Propose)).ShouldHaveSingleItem().ShouldBeOfType<DecisionProposed>();
        (proposed.Outcome, proposed.Norm!.Contains("86. panta", StringComparison.Ordinal)).ShouldBe((Outcomes.Discontinued, true));
        bench.Decide(CardBench.Worker, Verbs.DropDiscontinuance, bench.Answer(CardBench.Worker, Steps.Proposal, Verbs.DropDiscontinuance)).ShouldHaveSingleItem().ShouldBeOfType<DiscontinuanceDropped>();
        bench.Card(CardBench.Worker, Steps.Proposal).Card.ToJson().ShouldContain("L-2025/88");
        StepCards.Withdrawal(bench.Context(CardBench.Worker)).ShouldBeNull();
    }

    [Theory]
    [InlineData("Jūs daudz ko varat izdarīt pati.", false)]
    [InlineData("Saskaņā ar novērtējumu apjoms nesasniedz slieksni.", true)]
    public void ApprovalCard_EasyReasonThatIsNotEasy_NamesTheSentence(string typed, bool warns)
    {
        var card = CardBench.Proposed(data => data["easyReason"] = typed).Card(CardBench.Head, Steps.Approval).Card.ToJson();

        card.Contains(UiTexts.Latvian["card.easy-reason.problems"], StringComparison.Ordinal).ShouldBe(warns);
    }

    [Fact]
    public void Card_NoticeThatCameBack_AsksWhereItGoes()
    {
        var bench = CardBench.Returned();

        var data = bench.Answer(CardBench.Registrar, Steps.Notice, Verbs.RedirectNotice);

        bench.Decide(CardBench.Registrar, Verbs.RedirectNotice, data).ShouldHaveSingleItem().ShouldBeOfType<NoticeRedirected>();
    }

    private static (CardBench Bench, StaffMember Person) At(string step) => step switch
    {
        Steps.Registration => (CardBench.Received(service: null), CardBench.Registrar),
        Steps.Admission => (CardBench.Received("KRIZES_C", admitFirst: true), CardBench.Worker),
        Steps.Documents => (CardBench.Registered(), CardBench.Worker),
        Steps.Needs or Steps.Income or Steps.Capacity or "withdrawal" or "ask-more" or "family" => (CardBench.Complete(), CardBench.Worker),
        "extension" => (CardBench.Complete(), CardBench.Head),
        "identity" => (CardBench.Complete(), CardBench.Worker),
        "forward" => (CardBench.NotOurs(), CardBench.Worker),
        "hearing" => (CardBench.Discontinuing(), CardBench.Worker),
        "contact-request" => (CardBench.ContactAsked(), CardBench.Registrar),
        ReleaseCard.Step => (CardBench.WithBlockedFile(), CardBench.Head),
        Steps.Proposal => (CardBench.Assessed(), CardBench.Worker),
        Steps.Approval => (CardBench.Proposed(), CardBench.Head),
        Steps.Notice or "notice-returned" or "notice-hindered" => (CardBench.Dispatched(), CardBench.Registrar),
        Steps.Messages => (CardBench.WithLetter(), CardBench.Worker),
        Steps.Submission => (CardBench.Submission(), CardBench.Registrar),
        Steps.Start => (CardBench.Notified(Outcomes.Granted, CardBench.Today), CardBench.Worker),
        Steps.Offer => (CardBench.Offered(), CardBench.Worker),
        Steps.ContestHandOver => (CardBench.Contested(), CardBench.Registrar),
        Steps.ContestResult => (CardBench.HandedOver(), CardBench.Registrar),
        "contest-received" => (CardBench.Notified(Outcomes.Refused), CardBench.Registrar),
        "split" => (CardBench.Registered(), CardBench.Registrar),
        "leave-queue" => (CardBench.Notified(Outcomes.Queued), CardBench.Worker),
        "end-service" or "renewal" or "discontinue" => (CardBench.Notified(Outcomes.Granted), CardBench.Worker),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "There is no such card."),
    };

    /// <summary>Inputs of the card, and of the nested card that carries the verb.</summary>
    private static List<JsonObject> InputsFor(CardBench bench, StaffMember person, string step, string verb)
    {
        var card = JsonNode.Parse(bench.Card(person, step).Card.ToJson())!;
        var nested = card["actions"]?.AsArray().Select(a => a!["card"]).Where(c => c?["actions"]?[0]?["verb"]?.GetValue<string>() == verb).SelectMany(c => CardBench.Inputs(c!)) ?? [];
        return [.. CardBench.Inputs(card), .. nested];
    }

    private static string Id(JsonObject input) => input["id"]!.GetValue<string>();

    private static string Value(CardBench bench, string id) =>
        bench.Answer(CardBench.Worker, Steps.Documents, Verbs.ReviewDocuments)[id]!.GetValue<string>();
}
