using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;
using SocialWorkflows.Letters.Specimens;
using SocialWorkflows.Letters.Templates;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Turns a case into its letters. The same case, day and signer give the same bytes, so that a letter signed elsewhere can be
/// recognised.
/// </summary>
internal sealed class LetterDesk(MunicipalityDirectory municipalities, StaffDirectory staff, LetterFonts fonts, LetterSeals seals)
{
    /// <param name="due">The common last day.</param>
    /// <param name="own">Documents with a later last day of their own.</param>
    public byte[] ComposeRequest(CaseRef reference, CaseState state, DateOnly today, DateOnly due, IReadOnlyList<DocumentDue> own) =>
        WriteAbout(reference, state, today, (templates, facts) => DocumentLetter.ComposeRequest(facts, templates), string.Empty, due, own);

    /// <summary>The same list once more, before its last day.</summary>
    /// <inheritdoc cref="ComposeRequest"/>
    public byte[] ComposeReminder(CaseRef reference, CaseState state, DateOnly today, DateOnly due, IReadOnlyList<DocumentDue> own) =>
        WriteAbout(reference, state, today, (templates, facts) => DocumentLetter.ComposeReminder(facts, templates), "-AT", due, own);

    private byte[] WriteAbout(
        CaseRef reference, CaseState state, DateOnly today, Func<LetterTemplates, DocumentLetterFacts, LetterDocument> compose, string suffix, DateOnly due, IReadOnlyList<DocumentDue> own)
    {
        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var registration = state.Registration!;
        var document = compose(
            templates,
            new DocumentLetterFacts
            {
                Institution = pack.Institution,
                Date = today,
                Number = $"{registration.Number}-{state.Review!.Round}{suffix}",
                Addressee = Addressee(state),
                RegistrationNumber = registration.Number,
                ApplicationDate = registration.RegisteredOn,
                ReceivedOn = state.FirstReceivedOn,
                Missing = [.. state.Review.Missing.Select(id => Missing(pack, state.Review, id, own))],
                DueDate = due,
                Signatory = SignatoryOf(registration.Assignee),
            });
        return seals.Write(reference.Municipality, seal => LetterWriter.Write(document, fonts, StartOf(today), seal));
    }

    /// <summary>The letter about a moved term, sealed where the municipality has a seal.</summary>
    public byte[] ComposeExtension(CaseRef reference, CaseState state, DateOnly today)
    {
        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var (registration, extension) = (state.Registration!, state.Extension!);
        var document = ExtensionLetter.Compose(
            new ExtensionLetterFacts
            {
                Institution = pack.Institution,
                Date = today,
                Number = $"{registration.Number}-T",
                Addressee = Addressee(state),
                RegistrationNumber = registration.Number,
                ApplicationDate = registration.RegisteredOn,
                ReceivedOn = state.FirstReceivedOn,
                Until = extension.Until,
                MostMonths = pack.Terms.Extension!.Months,
                Reason = extension.Reason,
                EasyReason = EasyReasons.Printable(pack, extension.EasyReason),
                LegalBasis = extension.LegalBasis,
                Signatory = SignatoryOf(extension.By),
            },
            templates);
        return seals.Write(reference.Municipality, seal => LetterWriter.Write(document, fonts, StartOf(today), seal));
    }

    /// <summary>The letter about the place that is offered now.</summary>
    public byte[] ComposeOffer(CaseRef reference, CaseState state, DateOnly today)
    {
        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var (registration, offer) = (state.Registration!, state.Queue!.Offer!);
        var document = OfferLetter.Compose(
            new OfferLetterFacts
            {
                Institution = pack.Institution,
                Date = today,
                Number = $"{registration.Number}-P{offer.Round}",
                Addressee = Addressee(state),
                RegistrationNumber = registration.Number,
                ApplicationDate = registration.RegisteredOn,
                ReceivedOn = state.FirstReceivedOn,
                ServiceName = pack.FindService(state.ServiceId!)!.Name,
                FacilityName = pack.Facilities.FirstOrDefault(f => f.Id == offer.FacilityId)?.Name ?? offer.FacilityId,
                AnswerUntil = offer.AnswerTerm.Due,
                Signatory = SignatoryOf(registration.Assignee),
            },
            templates);
        return seals.Write(reference.Municipality, seal => LetterWriter.Write(document, fonts, StartOf(today), seal));
    }

    /// <summary>The decision as it is proposed at present, in both language levels, marked on every page as no letter yet.</summary>
    /// <returns>Null while nothing is proposed.</returns>
    /// <exception cref="LetterRefusedException">A part that the law asks for is missing.</exception>
    public byte[]? PreviewDecision(CaseRef reference, CaseState state, DateOnly today)
    {
        if (state is not { IsProposed: true, Contact: not null, Registration: not null })
        {
            return null;
        }

        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var seen = state.Approval is null ? state with { Approval = new DecisionApproved(state.ProposalRound, "…", staff.PersonFor(reference.Municipality, Roles.Head)) } : state;
        var document = DecisionLetter.Compose(Facts(pack, seen, today), templates).Marked("PROJEKTS – nav parakstīts un nav nosūtāms.");
        return LetterWriter.Write(document, fonts, StartOf(today), signer: null);
    }

    /// <summary>The letter that invites the person to be heard before what was granted is discontinued.</summary>
    public byte[] ComposeHearing(CaseRef reference, CaseState state, DateOnly today)
    {
        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var (registration, hearing) = (state.Registration!, state.Hearing!);
        var document = HearingLetter.Compose(
            new HearingLetterFacts
            {
                Institution = pack.Institution,
                Date = today,
                Number = $"{registration.Number}-U",
                Addressee = Addressee(state),
                RegistrationNumber = registration.Number,
                ApplicationDate = registration.RegisteredOn,
                ServiceName = pack.FindService(state.ServiceId!)!.Name,
                Granted = Former(state),
                Reason = hearing.Reason,
                EasyReason = EasyReasons.Printable(pack, hearing.EasyReason),
                Until = hearing.Until,
                LegalBasis = hearing.LegalBasis,
                Signatory = SignatoryOf(hearing.By),
            },
            templates);
        return seals.Write(reference.Municipality, seal => LetterWriter.Write(document, fonts, StartOf(today), seal));
    }

    /// <summary>A letter of the municipality with invented facts, marked as a specimen.</summary>
    /// <returns>Null when there is no letter of this name.</returns>
    public byte[]? Specimen(string municipality, string name)
    {
        var (pack, _, templates) = municipalities.Get(municipality);
        return LetterSpecimens.Names.Contains(name)
            ? LetterWriter.Write(LetterSpecimens.Compose(name, pack, templates).Marked("PARAUGS – dati ir izdomāti."), fonts, DateTimeOffset.UnixEpoch, signer: null)
            : null;
    }

    /// <summary>The cover letter to the signed decision.</summary>
    /// <returns>Null before the decision is signed, and where the case ended without one.</returns>
    public byte[]? ComposeCover(CaseRef reference, CaseState state)
    {
        if (state is not { Decision: { } decision, Approval: { } approval, Registration: { } registration, Contact: not null, Withdrawal: null })
        {
            return null;
        }

        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var document = CoverLetter.Compose(
            new CoverLetterFacts
            {
                Institution = pack.Institution,
                Date = decision.DecidedOn,
                Number = $"{registration.Number}-N",
                Addressee = Addressee(state),
                RegistrationNumber = registration.Number,
                ApplicationDate = registration.RegisteredOn,
                ReceivedOn = state.FirstReceivedOn,
                DecisionNumber = approval.DecisionNumber,
                DecisionDate = decision.DecidedOn,
                IsOwnInitiative = state.IsDiscontinuance,
                Enclosures = [new Enclosure($"Lēmums Nr. {approval.DecisionNumber}", null)],
                Executor = SignatoryOf(registration.Assignee),
                Signatory = SignatoryOf(approval.By),
            },
            templates);
        return seals.Write(reference.Municipality, seal => LetterWriter.Write(document, fonts, StartOf(decision.DecidedOn), seal));
    }

    /// <summary>The answer to a submission in the words given, ready to be signed and sent.</summary>
    /// <returns>Null where the case is no submission.</returns>
    /// <exception cref="LetterRefusedException">The answer is blank, or it is not known whom to write to.</exception>
    public byte[]? ComposeAnswer(CaseRef reference, CaseState state, DateOnly today, string signatory, string answer, string? easyAnswer)
    {
        if (state.Submission is not { } submission)
        {
            return null;
        }

        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var document = AnswerLetter.Compose(
            new AnswerLetterFacts
            {
                Institution = pack.Institution,
                Date = today,
                Number = $"{submission.Registered.Number}-A",
                Addressee = new Addressee(state.Received!.Applicant.FullName, null, state.Contact?.Address ?? state.Received.ReplyTo),
                RegistrationNumber = submission.Registered.Number,
                ApplicationDate = submission.Registered.RegisteredOn,
                Answer = answer,
                EasyAnswer = EasyReasons.Printable(pack, easyAnswer),
                Signatory = SignatoryOf(signatory),
            },
            templates);
        return seals.Write(reference.Municipality, seal => LetterWriter.Write(document, fonts, StartOf(today), seal));
    }

    /// <param name="signer">Null for the draft that is signed elsewhere: nothing in it says it is signed.</param>
    public byte[] ComposeDecision(CaseRef reference, CaseState state, DateOnly decidedOn, ILetterSigner? signer)
    {
        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var document = DecisionLetter.Compose(Facts(pack, state, decidedOn), templates);
        return LetterWriter.Write(document, fonts, StartOf(decidedOn), signer);
    }

    private DecisionLetterFacts Facts(MunicipalityPack pack, CaseState state, DateOnly decidedOn)
    {
        var service = pack.FindService(state.ServiceId!)!;
        var proposal = state.Withdrawal is null ? state.Proposal : null;
        return new DecisionLetterFacts
        {
            Institution = pack.Institution,
            Outcome = Enum.Parse<DecisionOutcome>(state.Outcome!, ignoreCase: true),
            DecisionDate = decidedOn,
            Number = state.Approval!.DecisionNumber,
            Addressee = Addressee(state),
            ApplicationDate = state.Registration!.RegisteredOn,
            ReceivedOn = state.IsDiscontinuance ? null : state.FirstReceivedOn,
            RegistrationNumber = state.Registration.Number,
            ServiceName = service.Name,
            IsBenefit = service.IsBenefit(),
            IsStatus = service.IsStatus(),
            EnclosedDocuments = [.. (state.Review?.Accepted ?? []).Select(a => pack.FindDocument(a.Document)?.Name ?? a.Document)],
            Findings = proposal?.Findings ?? string.Empty,
            Tables = proposal is null ? [] : CalculationTables.Of(state),
            Hearing = proposal?.Hearing,
            LegalNorms = Norms(pack, state, service, decidedOn),
            Reasoning = proposal?.Reasoning ?? string.Empty,
            OperativePoints = proposal is null ? [] : Points(service, proposal),
            RefusalReason = proposal?.Reason,
            EasyReason = EasyReasons.Printable(pack, proposal?.EasyReason),
            Fee = service.IsBenefit() || service.IsStatus() ? null : proposal?.Fee,
            EasyFee = service.IsBenefit() || service.IsStatus() ? null : EasyReasons.Printable(pack, proposal?.Fee),
            EasyVolume = EasyReasons.Printable(pack, proposal?.Volume),
            ContractBy = proposal?.ContractBy,
            ReviewOn = proposal?.ReviewOn,
            Period = proposal?.From is { } from ? new ServicePeriod(from, proposal.Until) : null,
            Contest = state.Withdrawal is null ? ContestInstructions.From(pack.Decision, pack.Terms.Contest, Ways(pack, state.Contact!.Channel)) : null,
            Granted = Former(state),
            WithdrawnOn = state.Withdrawal is { Forwarded: null } withdrawn ? withdrawn.AskedOn : null,
            ForwardedTo = state.Withdrawal?.Forwarded is { } forwarded ? new ReceivingInstitution(forwarded.ToDative, forwarded.Contacts) : null,
            Signatory = SignatoryOf(state.Approval.By),
        };
    }

    /// <summary>The way it is sent, and those that may follow when it does not arrive: the letter is signed before anybody knows.</summary>
    private static IEnumerable<NoticeChannelRule> Ways(MunicipalityPack pack, string channel) =>
        pack.FindChannel(channel) is { } own ? new[] { own }.Concat(own.Ladder.Select(r => pack.FindChannel(r.Next)).OfType<NoticeChannelRule>()).DistinctBy(c => c.Id) : [];

    /// <summary>What the service rests on, what every act of this outcome rests on, and what staff named for this one; each once. Where staff changed the pack's, theirs stand.</summary>
    private static string[] Norms(MunicipalityPack pack, CaseState state, Service service, DateOnly decidedOn)
    {
        var proposal = state.Withdrawal is null ? state.Proposal : null;
        return
        [
            .. new[] { service.LegalBasis, proposal is { Outcome: not Outcomes.Discontinued } ? pack.NormsOn(decidedOn, proposal.Outcome) : null, proposal?.Norm }
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>How much is granted, in the words of the family; of a part also that the rest is refused.</summary>
    private static IReadOnlyList<string> Points(Service service, DecisionProposed proposal)
    {
        if (proposal.Volume is not { } volume)
        {
            return [];
        }

        var granted = service.IsBenefit() ? $"noteikt pabalsta apmēru – {volume}" : $"noteikt pakalpojuma apjomu – {volume}";
        return proposal.Outcome == Outcomes.Partly
            ? [granted, service.IsBenefit() ? "pārējā daļā atteikt piešķirt pabalstu" : "pārējā daļā atteikt piešķirt pakalpojumu"]
            : [granted];
    }

    private static FormerDecision? Former(CaseState state) => state.Received!.Prefill?.Granted is { } granted ? new FormerDecision(granted.DecisionNumber, granted.DecidedOn) : null;

    private static Addressee Addressee(CaseState state) =>
        new(
            state.Received!.Applicant.FullName,
            state.Received.Applicant.PersonalCode is { Length: > 0 } code ? code : null,
            state.Contact!.Address);

    /// <summary>What is missing, what it must say, why, and until when where that differs: official and in easy language.</summary>
    internal static MissingDocument Missing(MunicipalityPack pack, DocumentsReviewed review, string id, IReadOnlyList<DocumentDue> own)
    {
        var (kind, why) = (pack.FindDocument(id), review.Why?.FirstOrDefault(w => w.Document == id));
        var until = own.FirstOrDefault(d => d.Document == id)?.Term.Due;
        return new MissingDocument(
            $"{kind?.Name ?? id}{(kind?.MustState is { } must ? $" (tajā jānorāda: {must})" : "")}{why?.Official}{(until is { } day ? $", šo dokumentu var iesniegt līdz {LatvianDate.Dative(day)}" : "")}",
            $"{(kind?.EasyMustState is { } easy ? $"{kind.EasyName.TrimEnd('.')}. {easy}" : kind?.EasyName ?? id)}{why?.Easy}{(until is { } last ? $" Šo papīru var atnest līdz {LatvianDate.Dative(last)}." : "")}");
    }

    private Signatory SignatoryOf(string personId) => staff.Find(personId) is { } person
        ? new Signatory(person.Position, person.Name)
        : throw new InvalidOperationException($"The staff directory has nobody with the id '{personId}'.");

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
