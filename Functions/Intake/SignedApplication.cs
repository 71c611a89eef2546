using SocialWorkflows.Casework.People;
using SocialWorkflows.Signatures;
using SocialWorkflows.Signatures.Matching;
using Applicant = SocialWorkflows.Casework.Cases.Applicant;
using NamedPerson = SocialWorkflows.Signatures.Matching.Applicant;

namespace SocialWorkflows.Functions.Intake;

/// <summary>What the signatures of a message say about who applies.</summary>
/// <param name="Applicant">Null when a person has to look.</param>
/// <param name="Reason">A word of the intake ledger: persisted, add, never rename.</param>
internal sealed record SignedApplication(Applicant? Applicant, string Reason)
{
    public const string Unsigned = "unsigned";
    public const string Invalid = "invalid-signature";
    public const string SeveralSigners = "several-signers";
    public const string ForeignSigner = "foreign-signer";

    /// <summary>The check cannot be finished yet; it is repeated, and the sender is told that the day is kept.</summary>
    public const string Checking = "signature-checking";

    /// <summary>Signed in a way that only a person can judge; the sender is told that the day is kept.</summary>
    public const string Unclear = "signature-unclear";

    /// <summary>An organisation's seal where a person's signature is needed.</summary>
    public const string Sealed = "seal-signed";

    /// <summary>Signed by somebody else than the person whom the application names first.</summary>
    public const string Representative = "representative-check";

    /// <summary>
    /// One natural person whose signatures all hold, and whom the application does not contradict, is the applicant; so is one of several when the application
    /// names them all. Whom it names besides and who did not sign is a remark on the file (<see cref="HouseholdSignatures"/>). Anything else is for a person to judge; the first reason that applies is told.
    /// </summary>
    public static SignedApplication Of(IReadOnlyList<InspectedAttachment> attachments)
    {
        var signed = attachments.Where(a => a.IsSigned || a.Report.Verdict is ContainerVerdict.Rejected).ToList();
        if (signed.Count == 0)
        {
            return new(null, attachments.Any(a => a.Report.ResidentStep == ResidentStep.Wait) ? Unclear : Unsigned);
        }

        if (signed.Where(a => !a.Report.IsAcceptedAutomatically).Select(a => a.Report).ToList() is { Count: > 0 } open)
        {
            return new(null, ReasonOf(open));
        }

        var signers = signed.SelectMany(a => a.Report.Signatures).Select(s => s.Signer!).DistinctBy(s => (s.Country, s.PersonalCode)).ToList();
        var named = signed.SelectMany(a => a.Inside).SelectMany(ApplicationText.CodesIn).Distinct().ToList();
        return named.Count == 0 ? OfSignersAlone(signers) : OfNamed(signed, signers, named);
    }

    /// <summary>The worst file decides: what cannot be mended by waiting is told before what can.</summary>
    private static string ReasonOf(List<SignatureReport> open)
    {
        if (open.Exists(r => r.ResidentStep is ResidentStep.SignAgain or ResidentStep.ComeInPerson))
        {
            return open.TrueForAll(IsSealed) ? Sealed : Invalid;
        }

        return open.TrueForAll(r => r.MayChange) ? Checking
            : open.TrueForAll(HasOnlyNamelessPersons) ? ForeignSigner
            : Unclear;
    }

    private static bool IsSealed(SignatureReport report) => report.Verdict == ContainerVerdict.TotalPassed && report.Signatures.Any(s => s.Signer?.Kind == SignerKind.Seal);

    /// <summary>Everything holds, but a certificate of another state shows no code.</summary>
    private static bool HasOnlyNamelessPersons(SignatureReport report) =>
        report.Verdict == ContainerVerdict.TotalPassed && report.Signatures.Any(s => s.Signer is { Kind: SignerKind.NaturalPerson, PersonalCode: null });

    private static SignedApplication OfSignersAlone(List<Signer> signers) => signers switch
    {
        [var one] when ApplicantOf(one) is { } applicant => new(applicant, "signed"),
        [_] => new(null, ForeignSigner),
        _ => new(null, SeveralSigners),
    };

    private static SignedApplication OfNamed(List<InspectedAttachment> signed, List<Signer> signers, List<PersonalCode> named)
    {
        var person = new NamedPerson([named[0].Formatted]);
        var household = signers.Select(ApplicantOf).OfType<Applicant>().Select(a => PersonalCode.TryParse(a.PersonalCode, out var code) ? code : null)
            .Where(c => c is not null && !c.Equals(named[0]) && named.Contains(c)).Select(c => new NamedPerson([c!.Formatted])).ToList();
        var matches = signed.ConvertAll(a => ApplicationMatch.Judge(a.Report, person, household));
        if (matches.Find(m => m.NeedsPerson) is { } open)
        {
            return new(null, open.Outcome switch
            {
                MatchOutcome.RepresentativeCheck => Representative,
                MatchOutcome.IdentityCheck => ForeignSigner,
                MatchOutcome.SealInsteadOfPerson => Sealed,
                MatchOutcome.NotSigned => Unclear,
                _ => SeveralSigners,
            });
        }

        return new(signers.Select(ApplicantOf).OfType<Applicant>().First(a => PersonalCode.TryParse(a.PersonalCode, out var code) && code.Equals(named[0])), "signed");
    }

    /// <summary>Eleven digits of another country's register are not a Latvian personal code, even where they look like one.</summary>
    private static Applicant? ApplicantOf(Signer signer) => signer.Country == "LV" && PersonalCode.TryParse(signer.PersonalCode, out _)
        ? new Applicant(signer.GivenName ?? string.Empty, signer.Surname ?? signer.Name, signer.PersonalCode!)
        : null;
}
