namespace SocialWorkflows.Mail.Threads;

/// <summary>What ties a mail to a case. Each is worth something; <see cref="CaseScore"/> says how much.</summary>
[Flags]
public enum CaseEvidence
{
    None = 0,

    /// <summary>Sent to the case's unguessable address.</summary>
    CaseAddress = 1,

    /// <summary>Answers a mail of the case's correspondence (In-Reply-To, References).</summary>
    References = 2,

    /// <summary>The case's number stands in the subject. Numbers can be guessed.</summary>
    CaseNumber = 4,

    /// <summary>The subject, without reply prefixes, is that of the application.</summary>
    SameSubject = 8,

    /// <summary>From is the address the applicant wrote from. A From can be forged.</summary>
    KnownSender = 16,

    /// <summary>As <see cref="KnownSender"/>, and our mail server found the From genuine.</summary>
    ProvenSender = 32,

    /// <summary>A file is validly signed by the applicant.</summary>
    SignedByApplicant = 64,
}

/// <summary>A case a mail may belong to.</summary>
public sealed record CaseCandidate<TCase>(TCase Case, CaseEvidence Evidence)
{
    public int Score => CaseScore.Of(Evidence);
}

/// <summary>What to do with a mail after its candidates were weighed.</summary>
/// <param name="Clear">The case it is filed in without asking; null when there is none.</param>
/// <param name="Doubtful">For a person, best first; empty when there is a clear one or none at all.</param>
public sealed record CaseChoice<TCase>(CaseCandidate<TCase>? Clear, IReadOnlyList<CaseCandidate<TCase>> Doubtful)
    where TCase : notnull;

/// <summary>
/// Weighs evidence. What stands in our own mails (address, thread, number, subject) is known to everybody who saw one, so it never reaches
/// the mark alone; who wrote or signed must add to it.
/// </summary>
public static class CaseScore
{
    /// <summary>From here a mail is filed.</summary>
    public const int Clear = 60;

    /// <summary>From here a person is asked.</summary>
    public const int Doubtful = 30;

    private const int MostFromOurMails = 55;
    private const int Lead = 20;

    public static int Of(CaseEvidence evidence)
    {
        var seen = Worth(CaseEvidence.CaseAddress, 50) + Worth(CaseEvidence.References, 40) + Worth(CaseEvidence.CaseNumber, 30) + Worth(CaseEvidence.SameSubject, 5);
        var sender = Math.Max(Worth(CaseEvidence.KnownSender, 20), Worth(CaseEvidence.ProvenSender, 35));
        return Math.Min(seen, MostFromOurMails) + sender + Worth(CaseEvidence.SignedByApplicant, 40);

        int Worth(CaseEvidence kind, int points) => evidence.HasFlag(kind) ? points : 0;
    }

    /// <param name="candidates">Each case once.</param>
    /// <param name="isForged">The From was found to be forged: then nothing is filed without a person.</param>
    public static CaseChoice<TCase> Choose<TCase>(IEnumerable<CaseCandidate<TCase>> candidates, bool isForged)
        where TCase : notnull
    {
        var ranked = candidates.Where(c => c.Score >= Doubtful).OrderByDescending(c => c.Score).ToList();
        var isClear = !isForged && ranked.Count > 0 && ranked[0].Score >= Clear && (ranked.Count == 1 || ranked[0].Score - ranked[1].Score >= Lead);
        return isClear ? new(ranked[0], []) : new(null, ranked);
    }
}
