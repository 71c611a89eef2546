namespace SocialWorkflows.Casework.Sending;

/// <summary>Every letter and e-mail, planned before it is sent and accounted for afterwards (design invariant I2).</summary>
public interface ISendLedger
{
    /// <summary>Writes a planned row, or returns the one that is there.</summary>
    Task<SendRow> PlanAsync(SendRow row, CancellationToken cancellation);

    /// <summary>Moves from one state to another; false when the row is not in <paramref name="from"/>.</summary>
    Task<bool> MoveAsync(string operationId, string from, string to, string? detail, CancellationToken cancellation);

    /// <summary>
    /// Writes what changed, unless somebody changed the row since it was read: compared by <see cref="SendRow.Version"/>. What names the row
    /// (municipality, subject, kind, channel, Message-ID, planned at) never changes. <see cref="SendMoves"/> says which changes there are.
    /// </summary>
    /// <returns>The row as it stands then; null when it was changed meanwhile, or is not there.</returns>
    Task<SendRow?> ReplaceAsync(SendRow row, CancellationToken cancellation);

    Task<SendRow?> FindAsync(string operationId, CancellationToken cancellation);

    Task<IReadOnlyList<SendRow>> ListAsync(string municipality, string? state, CancellationToken cancellation);

    /// <summary>Rows of all municipalities that the machine has to look at by now (<see cref="SendRow.DueAt"/>): urgent lanes first, then the oldest.</summary>
    /// <param name="now">The instant of the look.</param>
    /// <param name="planned">True: rows that are planned. False: all others, that is interrupted, doubtful, or left and not followed up.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Stops the look.</param>
    Task<IReadOnlyList<SendRow>> DueAsync(DateTimeOffset now, bool planned, int most, CancellationToken cancellation);

    /// <summary>
    /// How many tries there were after this instant at most, for a pace that a restart does not forget: of a row tried since, all its tries count,
    /// since a ledger knows only the instant of the newest.
    /// </summary>
    Task<int> TriedSinceAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>
    /// At the end of their retention: forgets what the rows of these subjects and their tasks say; that something was sent, when and in what state stays. Repeatable.
    /// </summary>
    /// <param name="municipality">Whose.</param>
    /// <param name="subjects">With what the subjects begin; not empty.</param>
    /// <param name="cancellation">Stops; another call goes on.</param>
    Task ForgetAsync(string municipality, string subjects, CancellationToken cancellation);
}
