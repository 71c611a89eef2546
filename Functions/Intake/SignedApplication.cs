using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Signatures;

namespace SocialWorkflows.Functions.Intake;

/// <summary>What the signatures of a message say about who applies.</summary>
internal sealed record SignedApplication(Applicant? Applicant, string Reason)
{
    public const string Unsigned = "unsigned";
    public const string Invalid = "invalid-signature";
    public const string SeveralSigners = "several-signers";
    public const string ForeignSigner = "foreign-signer";

    /// <summary>
    /// One natural person whose signatures all hold is the applicant. Anything signed but not accepted, or signed by several
    /// people, is for a person to judge; the first reason that applies is told.
    /// </summary>
    public static SignedApplication Of(IReadOnlyList<InspectedAttachment> attachments)
    {
        var signed = attachments.Where(a => a.IsSigned || a.Report.Verdict is ContainerVerdict.Rejected).ToList();
        if (signed.Count == 0)
        {
            return new(null, Unsigned);
        }

        if (!signed.All(a => a.Report.IsAcceptedAutomatically))
        {
            return new(null, Invalid);
        }

        var signers = signed.SelectMany(a => a.Report.Signatures).Select(s => s.Signer!).DistinctBy(s => (s.Country, s.PersonalCode)).ToList();
        if (signers is not [var one])
        {
            return new(null, SeveralSigners);
        }

        // Eleven digits of another country's register are not a Latvian personal code, even where they look like one.
        return one.Country == "LV" && PersonalCode.TryParse(one.PersonalCode, out _)
            ? new(new Applicant(one.GivenName ?? string.Empty, one.Surname ?? one.Name, one.PersonalCode!), "signed")
            : new(null, ForeignSigner);
    }
}
