namespace SocialWorkflows.Casework.Sending;

/// <summary>
/// Every change of a row of the send ledger, pure. Null means that the change is not allowed from where the row stands, and then nothing is to be
/// written: words of a provider come twice, late and out of order, and move a row only forward.
/// </summary>
public static class SendMoves
{
    /// <summary>Detail of a planned row whose draft is being thrown away. Persisted.</summary>
    public const string Withdrawing = "withdrawing";

    /// <summary>Somebody begins a try; until <paramref name="until"/> nobody else may.</summary>
    public static SendRow? Claim(SendRow row, string lease, DateTimeOffset now, DateTimeOffset until) => row.State == SendStates.Planned
        ? row with { State = SendStates.Sending, Attempts = row.Attempts + 1, Lease = lease, TriedAt = now, DueAt = until, Detail = null }
        : null;

    /// <summary>It has to wait for something else than its own turn; nothing was tried.</summary>
    public static SendRow? Postpone(SendRow row, DateTimeOffset dueAt) => row.State == SendStates.Planned ? row with { DueAt = dueAt } : null;

    /// <summary>The provider keeps a draft under this id; sending the same draft twice makes one mail.</summary>
    public static SendRow? Drafted(SendRow row, string providerId) => row.State == SendStates.Sending ? row with { ProviderId = providerId } : null;

    /// <summary>The try is over and certainly nothing left.</summary>
    /// <param name="row">The row as it was claimed.</param>
    /// <param name="dueAt">When it may be tried again.</param>
    /// <param name="detail">Error class.</param>
    /// <param name="counts">False when the provider as a whole was down, which says nothing about this mail.</param>
    public static SendRow? PutBack(SendRow row, DateTimeOffset dueAt, string detail, bool counts) => row.State is SendStates.Sending or SendStates.Doubt
        ? row with { State = SendStates.Planned, Attempts = row.Attempts - (counts ? 0 : 1), Lease = null, DueAt = dueAt, Detail = detail }
        : null;

    /// <summary>The draft was not sent and shall not be: written down before it is thrown away, so that a draft that is gone later is ours.</summary>
    public static SendRow? Withdraw(SendRow row) => row is { State: SendStates.Planned, ProviderId: not null } ? row with { Detail = Withdrawing } : null;

    /// <summary>There is no draft any more, and nothing left.</summary>
    public static SendRow? Withdrawn(SendRow row) => row is { State: SendStates.Planned, Detail: Withdrawing } ? row with { ProviderId = null, Detail = "withdrawn" } : null;

    /// <summary>It may have left; the provider will say so until <paramref name="until"/>, or not.</summary>
    public static SendRow? Doubted(SendRow row, DateTimeOffset until, string detail) => row.State == SendStates.Sending
        ? row with { State = SendStates.Doubt, Lease = null, DueAt = until, Detail = detail }
        : null;

    /// <summary>The machine ends here, in <see cref="SendStates.Unknown"/>, <see cref="SendStates.Failed"/> or <see cref="SendStates.Held"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="state">Where it ends.</param>
    /// <param name="detail">Why.</param>
    /// <param name="tellAt">When a person is to be told (<see cref="Told"/>); null: nobody needs to be.</param>
    public static SendRow? GiveUp(SendRow row, string state, string detail, DateTimeOffset? tellAt) => row.State is SendStates.Planned or SendStates.Sending or SendStates.Doubt
        ? row with { State = state, Lease = null, DueAt = tellAt, Detail = detail }
        : null;

    /// <summary>A person knows that it was given up.</summary>
    public static SendRow? Told(SendRow row) => SendStates.IsGivenUp(row.State) && row.DueAt is not null ? row with { DueAt = null } : null;

    /// <summary>What is kept back is too old to be sent by itself.</summary>
    public static SendRow? Outdate(SendRow row, string detail) => row.State == SendStates.Held ? row with { DueAt = null, Detail = detail } : null;

    /// <summary>What kept it back is over.</summary>
    public static SendRow? Release(SendRow row, DateTimeOffset now) => row.State == SendStates.Held
        ? row with { State = SendStates.Planned, DueAt = now, Detail = null }
        : null;

    /// <summary>The next server has it. Also the truth about a row that was given up.</summary>
    public static SendRow? Accept(SendRow row, DateTimeOffset now, string? providerId, string? detail) => SendStates.HasLeft(row.State)
        ? null
        : row with { State = SendStates.Sent, Lease = null, DueAt = now, ProviderId = providerId ?? row.ProviderId, Detail = detail };

    /// <summary>The receiver's server has it. What bounced stays bounced: a server may take a mail and return it.</summary>
    public static SendRow? Deliver(SendRow row, DateTimeOffset now) => row.State is SendStates.Delivered or SendStates.Bounced
        ? null
        : row with { State = SendStates.Delivered, Lease = null, DueAt = FollowUp(row, now), Detail = null };

    /// <summary>It came back.</summary>
    public static SendRow? Bounce(SendRow row, DateTimeOffset now, string detail) => row.State == SendStates.Bounced
        ? null
        : row with { State = SendStates.Bounced, Lease = null, DueAt = FollowUp(row, now), Detail = detail };

    /// <summary>The case knows that it left.</summary>
    public static SendRow? FollowedUp(SendRow row) => SendStates.HasLeft(row.State) && row.DueAt is not null ? row with { DueAt = null } : null;

    private static DateTimeOffset? FollowUp(SendRow row, DateTimeOffset now) => SendStates.HasLeft(row.State) ? row.DueAt : now;
}
