using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Intake;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Intake;
using SocialWorkflows.Functions.Workplace.Access;
using SocialWorkflows.Mail;
using SocialWorkflows.Mail.Files;
using SocialWorkflows.Mail.Html;
using SocialWorkflows.Mail.Threads;

namespace SocialWorkflows.Functions.Workplace.Messages;

/// <summary>A file of a message as the review page lists it.</summary>
/// <param name="Signature">What the inspector says to staff; null when it has nothing to say about a signature.</param>
internal sealed record SeenFile(string Name, long Size, IReadOnlyList<string> Remarks, bool Blocked, string? Signature);

/// <summary>A case a message may belong to, with words for what speaks for it.</summary>
internal sealed record SeenCandidate(string CaseId, string? Number, IReadOnlyList<string> Evidence);

/// <summary>An earlier letter that the message answers or names.</summary>
/// <param name="CaseId">Where it lies; null where it lies in none, or in one that the reader may not tie to its sender.</param>
/// <param name="IsHidden">It lies in a restricted case that is not the reader's work.</param>
internal sealed record SeenLetter(IntakeRow Row, IReadOnlyList<string> Ties, string? CaseId, bool IsHidden);

/// <summary>What a person should see beside the text of a message for review.</summary>
/// <param name="HasHiddenCandidate">It may belong to a restricted case that is not the reader's work: naming it would tell whose that case is.</param>
internal sealed record SeenMessage(
    IReadOnlyList<string> Warnings,
    IReadOnlyList<SeenFile> Files,
    IReadOnlyList<SeenCandidate> Candidates,
    bool HasHiddenCandidate,
    IReadOnlyList<SeenLetter> FormerLetters,
    IReadOnlyList<string> Removed);

/// <summary>Looks at a message anew for the person who reviews it; nothing of it is stored.</summary>
internal sealed class MessageEvidence(CaseMatcher matcher, FormerLetters formerLetters, SenderGuard senders, MessageFiles files, CaseAccess access, ICaseJournal journal)
{
    private static readonly (CaseEvidence Kind, string Word)[] Words =
    [
        (CaseEvidence.CaseAddress, "case-address"),
        (CaseEvidence.References, "references"),
        (CaseEvidence.CaseNumber, "case-number"),
        (CaseEvidence.SameSubject, "same-subject"),
        (CaseEvidence.KnownSender, "known-sender"),
        (CaseEvidence.ProvenSender, "proven-sender"),
        (CaseEvidence.SignedByApplicant, "signed-by-applicant"),
    ];

    private static readonly (LetterTies Kind, string Word)[] TieWords =
    [
        (LetterTies.Answer, "letter-answer"),
        (LetterTies.Number, "letter-number"),
        (LetterTies.SameSender, "same-sender"),
        (LetterTies.ProvenSender, "proven-sender"),
    ];

    public async Task<SeenMessage> OfAsync(IntakeRow row, MailMessage mail, StaffMember reader, CancellationToken cancellation)
    {
        var inspected = files.Inspect(row.Municipality, mail);
        var signer = SignedApplication.Of(inspected).Applicant?.PersonalCode;
        var trust = senders.TrustOf(mail);
        var choice = await matcher.FindAsync(row.Municipality, mail, trust, signer, cancellation);
        var former = await formerLetters.OfAsync(row, mail, trust, cancellation);
        List<CaseCandidate<CaseRecord>> candidates = [.. choice.Clear is { } clear ? choice.Doubtful.Prepend(clear) : choice.Doubtful];
        var hidden = await HiddenAsync(candidates.Select(c => c.Case), reader, cancellation);
        List<SeenLetter> letters = [];
        foreach (var (earlier, ties) in former.Select(f => (f.Row, f.Ties)))
        {
            var isHidden = earlier.CaseId is { } caseId
                && await journal.ReadAsync(new CaseRef(row.Municipality, caseId), cancellation) is { } holder
                && !await access.IsOpenToAsync(holder, reader, cancellation);
            letters.Add(new SeenLetter(earlier, [.. TieWords.Where(w => ties.HasFlag(w.Kind)).Select(w => w.Word)], isHidden ? null : earlier.CaseId, isHidden));
        }

        var budget = new LookBudget();
        return new SeenMessage(
            [.. senders.WarningsOf(mail, row.Municipality), .. mail.Protection is MailProtection.SmimeEncrypted or MailProtection.PgpEncrypted ? ["encrypted"] : Array.Empty<string>()],
            [.. inspected.Select(i => Seen(i, budget))],
            [.. candidates.Where(c => !hidden.Contains(c.Case.Case)).Select(c => new SeenCandidate(c.Case.Case.CaseId, c.Case.State.Registration?.Number, [.. Words.Where(w => c.Evidence.HasFlag(w.Kind)).Select(w => w.Word)]))],
            hidden.Count > 0,
            letters,
            mail.HtmlBody is null ? [] : [.. HtmlSanitizer.Sanitise(mail.HtmlBody).Removed.Select(r => r.ToString().ToLowerInvariant())]);
    }

    private async Task<HashSet<CaseRef>> HiddenAsync(IEnumerable<CaseRecord> records, StaffMember reader, CancellationToken cancellation)
    {
        HashSet<CaseRef> hidden = [];
        foreach (var record in records)
        {
            if (!await access.IsOpenToAsync(record, reader, cancellation))
            {
                hidden.Add(record.Case);
            }
        }

        return hidden;
    }

    private static SeenFile Seen(InspectedAttachment inspected, LookBudget budget)
    {
        var attachment = inspected.Attachment;
        var finding = MessageFiles.Look(attachment, budget);
        var isAbout = inspected.MayBeSigned;
        return new SeenFile(attachment.FileName, attachment.Content.Length, Remarks(inspected, finding), finding.IsBlocked, isAbout ? inspected.Report.ForStaff : null);
    }

    private static string[] Remarks(InspectedAttachment inspected, FileFinding finding) =>
        [.. finding.Remarks.Select(FileWords.Of), .. HouseholdSignatures.AreMissing(inspected) ? [FileWords.OthersUnsigned] : Array.Empty<string>()];
}
