namespace SocialWorkflows.Functions.Demo;

/// <summary>What one turn of the demo did.</summary>
internal enum DemoTurn
{
    /// <summary>A message was delivered or somebody acted; the clock stands.</summary>
    Acted,

    /// <summary>The clock moved to the next instant at which something happens.</summary>
    Moved,

    /// <summary>Nothing will happen any more.</summary>
    Ended,
}

/// <summary>One turn of the demo at a time, to be taken whenever the machine has nothing left to do at this instant.</summary>
internal sealed class DemoTurns(DemoPeople people, DemoMessages messages, DemoMailman mailman, DemoFolder folder, SimulatedTime time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public static DateTimeOffset LastArrival => DemoFolder.Beginning + DemoParts.All.Max(p => p.ArrivesAfter);

    /// <param name="leave">Whether cases are left where the interactive demo shows them.</param>
    /// <param name="nextTimer">When the task hub's next timer falls due, if the play shall go there.</param>
    /// <param name="until">How far the clock may move.</param>
    public async Task<DemoTurn> TakeAsync(bool leave, DateTimeOffset? nextTimer, DateTimeOffset? until, CancellationToken cancellation)
    {
        if (DeliverDue() | await people.ActAsync(leave, cancellation))
        {
            return DemoTurn.Acted;
        }

        DateTimeOffset?[] instants = [nextTimer, NextArrival(), await people.NextAsync(leave, cancellation)];
        if (instants.Min() is not { } at || at > until)
        {
            return DemoTurn.Ended;
        }

        Move(at);
        return DemoTurn.Moved;
    }

    public void Move(DateTimeOffset at)
    {
        var target = at > Now ? at : Now;
        folder.WriteClock(target);
        time.AdvanceTo(target);
    }

    private bool DeliverDue()
    {
        var due = Pending().Where(p => DemoFolder.Beginning + p.ArrivesAfter <= Now).ToList();
        foreach (var part in due)
        {
            var at = DemoFolder.Beginning + part.ArrivesAfter;
            mailman.Deliver(part.MessageId, messages.First(part, at), at);
        }

        return due.Count > 0;
    }

    private DateTimeOffset? NextArrival() => Pending().Select(p => (DateTimeOffset?)(DemoFolder.Beginning + p.ArrivesAfter)).Min();

    private IEnumerable<DemoPart> Pending() => DemoParts.All.Where(p => !mailman.WasDelivered(p.MessageId));
}
