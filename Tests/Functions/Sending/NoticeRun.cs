using SocialWorkflows.Casework.Sending;
using SocialWorkflows.Functions;
using SocialWorkflows.Functions.Notification.Sending;
using SocialWorkflows.Tests.Graph;

namespace SocialWorkflows.Tests.Functions.Sending;

/// <summary>What became of many notices at the receiving side.</summary>
/// <param name="Rows">The ledger.</param>
/// <param name="Received">Message-IDs in the order in which the receivers got them.</param>
/// <param name="Minutes">Of simulated time until nothing waited.</param>
/// <param name="Kills">Processes killed on the way.</param>
/// <param name="Decisions">For each decision planned on the way: its operation id, and how many mails had left when it was planned.</param>
/// <param name="OpenTasks">Left for people.</param>
/// <param name="Wrongs">What no well-behaved client does.</param>
internal sealed record NoticeRun(
    IReadOnlyList<SendRow> Rows, IReadOnlyList<string> Received, int Minutes, int Kills, IReadOnlyList<(string OperationId, int Before)> Decisions, int OpenTasks, IReadOnlyList<string> Wrongs)
{
    private const int LongestMinutes = 1000;
    private const int CallsBetweenKills = 1000;

    public int Duplicates => Received.Count - Received.Distinct(StringComparer.Ordinal).Count();

    /// <summary>Mails at the receivers whose row says that they left, and no other rows.</summary>
    public bool IsAccountedFor => Rows.Count == Received.Count && Rows.All(r => r is { State: SendStates.Sent, DueAt: null } && Received.Contains("<" + r.MessageId + ">", StringComparer.Ordinal));

    /// <summary>Plans the notices, then drains minute by minute; every now and then the process dies, also inside a call, and a decision comes in between.</summary>
    public static async Task<NoticeRun> PlayAsync(int notices, int seed)
    {
        using var world = new GraphSendingHouse();
        var (house, graph, random) = (world.House, world.Graph, new Random(seed));
        var options = new OutgoingOptions { Sender = OutgoingOptions.Graph, Recipients = OutgoingOptions.Everyone };
        var (kill, kills) = (new KillSwitch(random.Next(1, CallsBetweenKills)), 0);
        graph.Before = _ =>
        {
            kill.Pass();
            return null;
        };
        graph.After = _ => kill.Pass();
        var process = house.Start(world.Sender, options, kill);
        for (var i = 0; i < notices; i++)
        {
            var order = SendingHouse.Order(i, "list") with { Lane = SendLanes.Bulk };
            await UntilItSucceedsAsync(() => process.PlanAsync(order));
        }

        var (minutes, decisions) = (0, new List<(string, int)>());
        do
        {
            if (minutes % 20 == 10)
            {
                var decision = SendingHouse.Order(minutes, StatusMails.DecisionSent, $"case-{minutes}");
                decisions.Add((decision.OperationId, graph.Drafts.Sent.Count));
                await UntilItSucceedsAsync(() => process.PlanAsync(decision));
            }

            await UntilItSucceedsAsync(() => process.DrainAsync());
            house.Time.Advance(TimeSpan.FromMinutes(1));
        }
        while (++minutes < LongestMinutes && (await house.RowsAsync()).Any(r => r.DueAt is not null));

        return new NoticeRun(
            await house.RowsAsync(), [.. graph.Drafts.Sent.Select(d => d.MessageId)], minutes, kills, decisions, (await house.OpenTasksAsync()).Count, graph.Wrongs);

        async Task UntilItSucceedsAsync(Func<Task> work)
        {
            while (true)
            {
                try
                {
                    await work();
                }
                catch (KilledException)
                {
                    // The switch says so below; a caught one as well.
                }

                if (!kill.IsDead)
                {
                    return;
                }

                kills++;
                kill = new KillSwitch(random.Next(1, CallsBetweenKills));
                process = house.Start(world.Sender, options, kill);
            }
        }
    }
}
