namespace SocialWorkflows.DurableTask.Embedded.Storage;

/// <summary>Timers as the file has them.</summary>
internal sealed class TimerRows(HubReader reader)
{
    /// <summary>When the first of those is due that are due at an instant or later.</summary>
    public DateTime? Earliest(DateTime from) => reader.Read(connection =>
    {
        using var row = connection.Prepare("SELECT min(due) FROM timers WHERE due >= $0", 1).With(from.Ticks).ExecuteReader();
        return row.Read() && !row.IsDBNull(0) ? new DateTime(row.GetInt64(0), DateTimeKind.Utc) : (DateTime?)null;
    });

    /// <summary>Those that are due at the first instant or later, and before the second.</summary>
    public IReadOnlyList<DueTimer> Between(DateTime from, DateTime to) => reader.Read(connection =>
    {
        var timers = new List<DueTimer>();
        using var row = connection.Prepare("SELECT due, rid, id FROM timers WHERE due >= $0 AND due < $1 ORDER BY due", 2).With(from.Ticks, to.Ticks).ExecuteReader();
        while (row.Read())
        {
            timers.Add(new DueTimer(new DateTime(row.GetInt64(0), DateTimeKind.Utc), row.GetInt64(1), row.GetInt32(2)));
        }

        return timers;
    });
}
