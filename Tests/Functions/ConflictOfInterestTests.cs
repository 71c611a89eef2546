using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors;
using SocialWorkflows.Functions.Decision;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;
using SocialWorkflows.Tests.Support;

namespace SocialWorkflows.Tests.Functions;

/// <summary>B85: nobody decides in their own matter, who is near says why, and the head is told.</summary>
public sealed class ConflictOfInterestTests(ConflictOfInterestTests.TheHouse the) : IClassFixture<ConflictOfInterestTests.TheHouse>
{
    private const string Other = "000177-20037";

    [Fact]
    public async Task B85_ApproverIsTheApplicant_IsRefusedAndAnotherDecides()
    {
        var reference = await the.ProposedAsync("own", "Irma", "Neesošā", "000161-10011");
        var own = the.Head with { CodeKey = the.KeyOf("000161-10011") };
        var before = (await the.House.ReadAsync(reference)).Version;

        (await the.RefusalAsync(own, reference, ("conflictReason", "Zinu lietu vislabāk."))).ShouldBe("conflict-own");
        (await the.CardAsync(own, reference)).IsActive.ShouldBeFalse();
        (await the.House.ReadAsync(reference)).Version.ShouldBe(before);

        await the.House.DoAsAsync(the.Head, reference, Verbs.Approve);
        (await the.House.StateAsync(reference)).Approval.ShouldNotBeNull().Conflict.ShouldBeNull();
    }

    [Fact]
    public async Task B85_ApproverWithTheApplicantsNameAndNoKnownCode_IsTakenForTheApplicant()
    {
        var reference = await the.ProposedAsync("name", "Irma", "Neesošā", "000162-10012");

        (await the.RefusalAsync(the.Head with { Name = "Irma Neesosa" }, reference)).ShouldBe("conflict-own");
        (await the.RefusalAsync(the.Head with { Name = "Irma Neesošā", CodeKey = the.KeyOf(Other) }, reference)).ShouldBe("conflict");
    }

    [Fact]
    public async Task B85_ApproverOfTheHousehold_SaysWhyAndTheHeadIsToldOnce()
    {
        var reference = await the.ProposedAsync("house", "Irma", "Neesošā", "000163-10013", Other);
        var near = the.Head with { CodeKey = the.KeyOf(Other) };

        (await the.RefusalAsync(near, reference)).ShouldBe("conflict");
        (await the.RefusalAsync(near, reference, ("conflictReason", "   "))).ShouldBe("conflict");
        TextOf(await the.CardAsync(near, reference)).ShouldContain("conflictReason");
        await the.House.DoAsAsync(near, reference, Verbs.Approve, ("conflictReason", "Nav cita vadītāja, persona piekrīt."));

        (await the.House.StateAsync(reference)).Approval!.Conflict.ShouldBe(new DeclaredConflict(ConflictKinds.Household, "Nav cita vadītāja, persona piekrīt."));
        (await the.ToldAsync(reference)).ShouldHaveSingleItem().Role.ShouldBe(Roles.Head);
    }

    [Fact]
    public async Task B85_AuthorWithTheSameSurname_SaysWhyAndItStandsInTheJournal()
    {
        var reference = await the.PreparedAsync("surname", "Irma", "Ozoliņa", "000164-10014");
        var author = the.House.Person(Roles.Worker) with { Name = "Pēteris Ozoliņš" };

        (await Should.ThrowAsync<CommandRefusedException>(() => the.House.DoAsAsync(author, reference, Verbs.Propose, the.Proposal()))).Code.ShouldBe("conflict");
        await the.House.DoAsAsync(author, reference, Verbs.Propose, [.. the.Proposal(), ("conflictReason", "Neesam radinieki.")]);

        (await the.House.StateAsync(reference)).Proposal!.Conflict.ShouldBe(new DeclaredConflict(ConflictKinds.Surname, "Neesam radinieki."));
        TextOf(await the.CardAsync(the.Head, reference)).ShouldNotContain("conflictReason");
        (await the.ToldAsync(reference)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Reassign_ToTheApplicantOrTheirHousehold_IsRefused()
    {
        var to = the.House.Person(Roles.Substitute);
        var names = to.Name.Split(' ', 2);
        var reference = await the.PreparedAsync("given-to", names[0], names[1], "000170-10020");
        var before = (await the.House.ReadAsync(reference)).Version;

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => the.House.DoAsAsync(the.Head, reference, Verbs.Reassign, ("to", to.Id), ("reason", "Lielā noslodze.")));

        refused.Code.ShouldBe("person-conflict");
        (await the.House.ReadAsync(reference)).Version.ShouldBe(before);
    }

    [Fact]
    public async Task Reassign_ToSomebodyWithTheSameSurname_NeedsAReasonAndTheHeadIsTold()
    {
        var to = the.House.Person(Roles.Substitute);
        var reference = await the.PreparedAsync("given-near", "Irma", to.Name.Split(' ')[^1], "000171-10021");
        var card = StepCards.Others(await the.ContextAsync(the.Head, reference)).Single(c => c.Step == "reassign").Card.ToJson();
        card.ShouldContain($"Vienāds uzvārds ar iesniedzēju: {to.Name}.");
        card.ShouldContain("conflictReason");

        var refused = await Should.ThrowAsync<CommandRefusedException>(() => the.House.DoAsAsync(the.Head, reference, Verbs.Reassign, ("to", to.Id), ("reason", "Lielā noslodze.")));
        (refused.Code, refused.Message.Contains("surname", StringComparison.Ordinal)).ShouldBe(("conflict", true));
        await the.House.DoAsAsync(the.Head, reference, Verbs.Reassign, ("to", to.Id), ("reason", "Lielā noslodze."), ("conflictReason", "Neesot radinieki."));

        (await the.House.ReadAsync(reference)).Entries.Select(e => e.Event).OfType<CaseAssigned>().Last().Conflict.ShouldBe(new DeclaredConflict(ConflictKinds.Surname, "Neesot radinieki."));
        (await the.ToldAsync(reference)).ShouldHaveSingleItem().Text.Latvian.ShouldStartWith("Lietu ");
    }

    [Fact]
    public async Task B85_SignerWhoOnlySigns_IsAskedAsWhoeverApproves()
    {
        var own = await the.ApprovedAsync("sign-own", "Irma", "Neesošā", "000165-10015", the.Head);
        (await the.SignAsync(the.Head with { CodeKey = the.KeyOf("000165-10015") }, own, "Zinu lietu.")).ShouldBe("conflict-own");
        (await the.House.StateAsync(own)).Decision.ShouldBeNull();

        var near = await the.ApprovedAsync("sign-near", "Irma", "Neesošā", "000166-10016", the.Head, Other);
        var signer = the.Head with { CodeKey = the.KeyOf(Other) };
        (await the.SignAsync(signer, near, "  ")).ShouldBe("conflict");
        (await the.SignAsync(signer, near, "Cita vadītāja nav.")).ShouldBeNull();

        (await the.House.StateAsync(near)).Decision!.Conflict.ShouldBe(new DeclaredConflict(ConflictKinds.Household, "Cita vadītāja nav."));
        (await the.ToldAsync(near)).ShouldHaveSingleItem().Role.ShouldBe(Roles.Head);
    }

    [Fact]
    public async Task B85_SignerWhoSaidItWhenApproving_IsNotAskedAgain()
    {
        var signer = the.Head with { CodeKey = the.KeyOf(Other) };
        var reference = await the.ApprovedAsync("sign-again", "Irma", "Neesošā", "000167-10017", signer, Other);

        (await the.SignAsync(signer, reference, reason: null)).ShouldBeNull();

        (await the.House.StateAsync(reference)).Decision.ShouldNotBeNull().Conflict.ShouldBeNull();
        (await the.ToldAsync(reference)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task B85_WorkerWhoIsTheApplicant_NeitherAssessesNorProposes()
    {
        var reference = await the.PreparedAsync("worker-own", "Irma", "Neesošā", "000168-10018");
        var own = the.House.Person(Roles.Worker) with { CodeKey = the.KeyOf("000168-10018") };

        (await Should.ThrowAsync<CommandRefusedException>(() => the.House.DoAsAsync(own, reference, Verbs.Propose, the.Proposal()))).Code.ShouldBe("conflict-own");
        var early = await the.House.OpenCaseAsync(Residents.Application("conflict-early", the.House.Now, Residents.Person("conflict-early", "Irma", "Neesošā", "000169-10019")));
        await the.House.DoAsync(early, Verbs.ReviewDocuments, WayHouse.Review());
        var assessor = own with { CodeKey = the.KeyOf("000169-10019") };
        (await Should.ThrowAsync<CommandRefusedException>(() => the.House.DoAsAsync(assessor, early, Verbs.AssessNeeds, ("level", "2"), ("findings", "Vajag.")))).Code.ShouldBe("conflict-own");
        var context = await the.House.Get<CaseCards>().ContextAsync(await the.House.ReadAsync(early), assessor, UiTexts.Latvian, wasAsked: false, CancellationToken.None);
        StepCards.Find(context, Steps.Needs)!.IsActive.ShouldBeFalse();
    }

    private static string TextOf(StepCard card) => card.Card.ToJson();

    public sealed class TheHouse : IAsyncLifetime
    {
        internal WayHouse House { get; private set; } = null!;

        internal StaffMember Head => House.Person(Roles.Head);

        public async ValueTask InitializeAsync() => House = await WayHouse.StartAsync();

        public ValueTask DisposeAsync() => House.DisposeAsync();

        internal string KeyOf(string code) => House.Get<CaseIndexKeys>().PersonKey(code);

        internal (string Name, string Value)[] Proposal() => [("findings", "Fakti."), ("reasoning", "Izvērtējums."), .. House.Grant()];

        internal async Task<CaseRef> PreparedAsync(string id, string given, string surname, string code, string? member = null)
        {
            var reference = await House.OpenCaseAsync(Residents.Application($"conflict-{id}", House.Now, Residents.Person($"conflict-{id}", given, surname, code)));
            await House.DoAsync(reference, Verbs.ReviewDocuments, WayHouse.Review());
            await House.DoAsync(reference, Verbs.AssessNeeds, ("level", "2"), ("findings", "Vajag palīdzību."));
            await House.DoAsync(
                reference, Verbs.AssessIncome, ("monthlyIncome", "412,60"), ("householdSize", member is null ? "1" : "2"), ("memberCodes", member ?? ""), ("status", "none"), ("findings", "Pensija."));
            await House.DoAsync(reference, Verbs.AssessCapacity, ("answer", "yes"), ("findings", "Var."));
            return reference;
        }

        internal async Task<CaseRef> ProposedAsync(string id, string given, string surname, string code, string? member = null)
        {
            var reference = await PreparedAsync(id, given, surname, code, member);
            await House.DoAsync(reference, Verbs.Propose, Proposal());
            return reference;
        }

        internal async Task<CaseRef> ApprovedAsync(string id, string given, string surname, string code, StaffMember approver, string? member = null)
        {
            var reference = await ProposedAsync(id, given, surname, code, member);
            await House.DoAsAsync(approver, reference, Verbs.Approve, [.. approver.CodeKey is null ? Array.Empty<(string, string)>() : [("conflictReason", "Nav cita vadītāja.")]]);
            return reference;
        }

        /// <returns>The code of the refusal; null where it was signed.</returns>
        internal async Task<string?> SignAsync(StaffMember signer, CaseRef reference, string? reason)
        {
            try
            {
                await House.Get<SigningDesk>().SignHereAsync(reference, (await House.ReadAsync(reference)).Version, signer, reason, CancellationToken.None);
                return null;
            }
            catch (CommandRefusedException refused)
            {
                return refused.Code;
            }
        }

        internal async Task<string> RefusalAsync(StaffMember actor, CaseRef reference, params (string Name, string Value)[] data) =>
            (await Should.ThrowAsync<CommandRefusedException>(() => House.DoAsAsync(actor, reference, Verbs.Approve, data))).Code;

        internal async Task<StepCard> CardAsync(StaffMember reader, CaseRef reference) =>
            StepCards.Find(await ContextAsync(reader, reference), Steps.Approval)!;

        internal async Task<CardContext> ContextAsync(StaffMember reader, CaseRef reference) =>
            await House.Get<CaseCards>().ContextAsync(await House.ReadAsync(reference), reader, UiTexts.Latvian, wasAsked: false, CancellationToken.None);

        internal async Task<IReadOnlyList<PersonTask>> ToldAsync(CaseRef reference) =>
            [.. (await House.TasksAsync()).Where(t => t.Kind == ConflictDesk.TaskKind && t.SubjectId == reference.CaseId)];
    }
}
