namespace SocialWorkflows.Mail.Reports;

/// <summary>Why a mail was not delivered, from the enhanced status code (RFC 3463).</summary>
public enum BounceCause
{
    Unknown,

    /// <summary>No such address (5.1.x).</summary>
    Address,

    /// <summary>The mailbox is full or closed (x.2.x).</summary>
    Mailbox,

    /// <summary>Too large (x.3.4, 5.2.3).</summary>
    Size,

    /// <summary>The other server was not reached (x.4.x).</summary>
    Route,

    /// <summary>Refused by rule: spam filter, policy, authentication (x.7.x).</summary>
    Refused,
}

/// <summary>What a bounce says. All of it is a claim until one of the ids is found to be of a mail that we sent.</summary>
/// <param name="OriginalIds">Message ids of the mail it speaks of, most reliable first.</param>
/// <param name="IsFinal">False for a notice of delay or of delivery.</param>
/// <param name="Status">Enhanced status code, empty when not given.</param>
/// <param name="Recipients">Addresses that were not reached, as the reporting server gave them; none where the mail is no report in the form of RFC 3464.</param>
public sealed record BounceReport(IReadOnlyList<string> OriginalIds, bool IsFinal, BounceCause Cause, string Status, IReadOnlyList<string> Recipients)
{
    /// <summary>False for a mail in a server's own words: what it means is a guess, and a person's to judge.</summary>
    public bool IsReport => Recipients.Count > 0;

    /// <summary>Null for a mail that is no report on delivery.</summary>
    public static BounceReport? Of(MailMessage mail)
    {
        if (MachineMail.Classify(mail)?.Kind is not (MachineMailKind.DeliveryStatus or MachineMailKind.NullReturnPath))
        {
            return null;
        }

        if (mail.DeliveryStatus is not { Recipients: [var first, ..] recipients })
        {
            // Old servers bounce in their own words. That a mail answers ours says nothing: an absence notice does, too.
            return new BounceReport(Reports.OriginalIds.InText(mail), FailureWords.Say(mail), BounceCause.Unknown, string.Empty, []);
        }

        var failed = recipients.Where(r => r.Action == "failed").ToList();
        var status = (failed.Count > 0 ? failed[0] : first).Status;
        return new BounceReport(
            Reports.OriginalIds.Of(mail),
            failed.Count > 0,
            CauseOf(status),
            status,
            [.. (failed.Count > 0 ? failed : recipients).SelectMany(r => new[] { r.FinalRecipient, r.OriginalRecipient }).Where(a => a.Length > 0)]);
    }

    /// <param name="status">Enhanced status code (RFC 3463).</param>
    public static BounceCause CauseOf(string status) => status.Split('.') switch
    {
        [_, "3", "4"] or [_, "2", "3"] => BounceCause.Size,
        [_, "1", ..] => BounceCause.Address,
        [_, "2", ..] => BounceCause.Mailbox,
        [_, "4", ..] => BounceCause.Route,
        [_, "7", ..] => BounceCause.Refused,
        _ => BounceCause.Unknown,
    };
}
