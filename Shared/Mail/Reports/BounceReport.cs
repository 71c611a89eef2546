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
public sealed record BounceReport(IReadOnlyList<string> OriginalIds, bool IsFinal, BounceCause Cause, string Status)
{
    /// <summary>Null for a mail that is no report on delivery.</summary>
    public static BounceReport? Of(MailMessage mail)
    {
        if (MachineMail.Classify(mail)?.Kind is not (MachineMailKind.DeliveryStatus or MachineMailKind.NullReturnPath))
        {
            return null;
        }

        var failed = mail.DeliveryStatus?.Recipients.FirstOrDefault(r => r.Action == "failed");
        var only = failed ?? (mail.DeliveryStatus is { Recipients: [var first, ..] } ? first : null);

        // Old servers send a bounce in their own words only: then no recipient is named, and it is taken to be final.
        var isFinal = mail.DeliveryStatus is not { Recipients.Count: > 0 } || failed is not null;
        return new BounceReport(Reports.OriginalIds.Of(mail), isFinal, CauseOf(only?.Status ?? string.Empty), only?.Status ?? string.Empty);
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
