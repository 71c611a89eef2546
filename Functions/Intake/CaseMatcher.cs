using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Municipalities;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Senders;
using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Functions.Intake;

/// <summary>Gathers the cases a message may belong to, with what speaks for each; <see cref="CaseScore"/> weighs.</summary>
internal sealed class CaseMatcher(ICaseBoard board, ICaseJournal journal, MunicipalityDirectory municipalities)
{
    /// <summary>What somebody can only have from a mail of ours; the rest can be guessed.</summary>
    public const CaseEvidence FromOurMail = CaseEvidence.CaseAddress | CaseEvidence.References;

    /// <param name="municipality">The row's.</param>
    /// <param name="mail">As read.</param>
    /// <param name="trust">What our mail server says of the From.</param>
    /// <param name="signer">Personal code of the one person who validly signed a file; null without one.</param>
    /// <param name="cancellation">Stops the look-ups.</param>
    public async Task<CaseChoice<CaseRecord>> FindAsync(string municipality, MailMessage mail, SenderTrust trust, string? signer, CancellationToken cancellation)
    {
        Dictionary<CaseRef, CaseEvidence> found = [];
        Add(TokenOf(mail) is { } token ? await board.FindByAddressTokenAsync(municipality, token, cancellation) : null, CaseEvidence.CaseAddress);
        var references = ThreadReferences.Of(mail);
        Add(references.Count > 0 ? await board.FindByMessageAsync(municipality, references, cancellation) : null, CaseEvidence.References);
        var number = CaseNumbers.In(mail.Subject, municipalities.Get(municipality).Pack.NumberPrefix);
        Add(number is null ? null : await board.FindByNumberAsync(municipality, number, cancellation), CaseEvidence.CaseNumber);

        foreach (var known in await FromSenderAsync(municipality, mail, trust, cancellation))
        {
            Add(known, CaseEvidence.None);
        }

        List<CaseCandidate<CaseRecord>> candidates = [];
        foreach (var (reference, evidence) in found)
        {
            var record = (await journal.ReadAsync(reference, cancellation))!;
            var all = evidence | OfSender(record.State.Received!, mail, trust, signer);

            // Found by its sender alone, it may only be shown to a person: a new application of the same person is a new case.
            candidates.Add(new CaseCandidate<CaseRecord>(record, evidence == CaseEvidence.None ? all & ~CaseEvidence.SignedByApplicant : all));
        }

        return CaseScore.Choose(candidates, isForged: trust == SenderTrust.Failed);

        void Add(CaseRef? reference, CaseEvidence evidence)
        {
            if (reference is { } known)
            {
                found[known] = found.GetValueOrDefault(known) | evidence;
            }
        }
    }

    /// <summary>Cases of whoever our mail server says wrote this; an address that nobody vouches for names none.</summary>
    private async Task<IReadOnlyList<CaseRef>> FromSenderAsync(string municipality, MailMessage mail, SenderTrust trust, CancellationToken cancellation) =>
        trust == SenderTrust.Passed && mail.From is [{ IsValid: true } from] ? await board.FindBySenderAsync(municipality, from.Address, cancellation) : [];

    /// <summary>The token of a case address among the recipients, whether or not there is such a case.</summary>
    public static string? TokenOf(MailMessage mail) =>
        mail.To.Concat(mail.Cc).Select(a => CaseAddress.TryReadToken(a.Address, out var read) ? read : null).FirstOrDefault(t => t is not null);

    /// <summary>Persisted word for what found the case.</summary>
    public static string WordOf(CaseEvidence evidence) => evidence switch
    {
        _ when evidence.HasFlag(CaseEvidence.CaseAddress) => "case-address",
        _ when evidence.HasFlag(CaseEvidence.References) => "references",
        _ => "case-number",
    };

    private static CaseEvidence OfSender(ApplicationReceived received, MailMessage mail, SenderTrust trust, string? signer)
    {
        var evidence = signer is not null && signer == received.Applicant.PersonalCode ? CaseEvidence.SignedByApplicant : CaseEvidence.None;
        if (ReplyAddress.Of(mail) is { } answers && IsKnown(answers))
        {
            evidence |= CaseEvidence.KnownSender;
        }

        if (mail.From is [var from] && IsKnown(from))
        {
            evidence |= trust == SenderTrust.Passed ? CaseEvidence.KnownSender | CaseEvidence.ProvenSender : CaseEvidence.KnownSender;
        }

        return SubjectLine.Strip(mail.Subject).Equals(SubjectLine.Strip(received.Subject), StringComparison.OrdinalIgnoreCase) && received.Subject.Length > 0
            ? evidence | CaseEvidence.SameSubject
            : evidence;

        bool IsKnown(MailAddress address) => received.ReplyTo.Length > 0 && address.Address.Equals(received.ReplyTo, StringComparison.OrdinalIgnoreCase);
    }
}
