using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Packs;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Letters.Decisions;
using SocialWorkflows.Letters.Documents;
using SocialWorkflows.Letters.Pdf;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Turns a case into its letters. The same case, day and signer give the same bytes, so that a letter signed elsewhere can be
/// recognised.
/// </summary>
internal sealed class LetterDesk(MunicipalityDirectory municipalities, StaffDirectory staff, LetterFonts fonts)
{
    /// <param name="due">The common last day.</param>
    /// <param name="own">Documents with a later last day of their own.</param>
    public byte[] ComposeRequest(CaseRef reference, CaseState state, DateOnly today, DateOnly due, IReadOnlyList<DocumentDue> own)
    {
        var (pack, _, templates) = municipalities.Get(reference.Municipality).For(state);
        var registration = state.Registration!;
        var document = DocumentLetter.ComposeRequest(
            new DocumentLetterFacts
            {
                Institution = pack.Institution,
                Date = today,
                Number = $"{registration.Number}-{state.Review!.Round}",
                Addressee = Addressee(state),
                RegistrationNumber = registration.Number,
                ApplicationDate = registration.RegisteredOn,
                Missing = [.. state.Review.Missing.Select(id => Missing(pack, state.Review, id, own))],
                DueDate = due,
                Signatory = SignatoryOf(registration.Assignee),
            },
            templates);
        return LetterWriter.Write(document, fonts, StartOf(today), signer: null);
    }

    /// <summary>The letter about a moved term; nothing in it says it is signed.</summary>
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
                Until = extension.Until,
                MostMonths = pack.Terms.Extension!.Months,
                Reason = extension.Reason,
                LegalBasis = extension.LegalBasis,
                Signatory = SignatoryOf(extension.By),
            },
            templates);
        return LetterWriter.Write(document, fonts, StartOf(today), signer: null);
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
                ServiceName = pack.FindService(state.ServiceId!)!.Name,
                FacilityName = pack.Facilities.FirstOrDefault(f => f.Id == offer.FacilityId)?.Name ?? offer.FacilityId,
                AnswerUntil = offer.AnswerTerm.Due,
                Signatory = SignatoryOf(registration.Assignee),
            },
            templates);
        return LetterWriter.Write(document, fonts, StartOf(today), signer: null);
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
            ApplicationDate = state.FirstReceivedOn!.Value,
            RegistrationNumber = state.Registration!.Number,
            ServiceName = service.Name,
            IsBenefit = service.IsBenefit(),
            IsStatus = service.IsStatus(),
            EnclosedDocuments = [.. (state.Review?.Accepted ?? []).Select(a => pack.FindDocument(a.Document)?.Name ?? a.Document)],
            Findings = proposal?.Findings ?? string.Empty,
            Tables = proposal is null ? [] : CalculationTables.Of(state),
            Hearing = proposal?.Hearing,
            LegalNorms = [service.LegalBasis],
            Reasoning = proposal?.Reasoning ?? string.Empty,
            OperativePoints = proposal?.Volume is { } volume ? [$"noteikt pakalpojuma apjomu – {volume}"] : [],
            RefusalReason = proposal?.Reason,
            Fee = proposal?.Fee,
            ContractBy = proposal?.ContractBy,
            ReviewOn = proposal?.ReviewOn,
            Period = proposal?.From is { } from ? new ServicePeriod(from, proposal.Until) : null,
            Contest = state.Withdrawal is null ? ContestInstructions.From(pack.Decision, pack.Terms.Contest) : null,
            WithdrawnOn = state.Withdrawal is { Forwarded: null } withdrawn ? withdrawn.AskedOn : null,
            ForwardedTo = state.Withdrawal?.Forwarded is { } forwarded ? new ReceivingInstitution(forwarded.ToDative, forwarded.Contacts) : null,
            Signatory = SignatoryOf(state.Approval.By),
        };
    }

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
