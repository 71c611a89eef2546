using System.Globalization;

namespace SocialWorkflows.Tests.CustomHandler;

/// <summary>
/// When a handler is killed in the course of the demo: in calls of orchestrators, activities and timers, at every moment of a call, at
/// calls and after working times that the seed chooses.
/// </summary>
internal sealed class KillPlan
{
    /// <summary>Kinds of functions times moments of a call.</summary>
    public const int Count = 9;

    private const int LongestWayBetween = 25;
    private const int LongestWorkMilliseconds = 12;

    private static readonly Dictionary<string, string> KindOfTrigger = new()
    {
        ["orchestrationTrigger"] = "orchestrator",
        ["activityTrigger"] = "activity",
        ["timerTrigger"] = "timer",
    };

    private readonly Lock _gate = new();
    private readonly FunctionsHost _host;
    private readonly Dictionary<string, Queue<(int Call, Kill Kill)>> _plans = [];
    private readonly Dictionary<string, int> _calls = [];
    private readonly List<string> _done = [];

    public KillPlan(int seed, FunctionsHost host)
    {
        _host = host;
        var random = new Random(seed);
        foreach (var kind in KindOfTrigger.Values)
        {
            var moments = Enum.GetValues<KillMoment>();
            random.Shuffle(moments);
            var call = 0;
            _plans[kind] = new(moments.Select(moment => (
                call += random.Next(1, LongestWayBetween + 1), new Kill(moment, TimeSpan.FromMilliseconds(random.Next(LongestWorkMilliseconds + 1))))));
        }
    }

    public int Left
    {
        get
        {
            lock (_gate)
            {
                return _plans.Values.Sum(plan => plan.Count);
            }
        }
    }

    public Kill? Next(string function)
    {
        if (!_host.Knows(function) || !KindOfTrigger.TryGetValue((string)_host.Bindings(function)[0]!["type"]!, out var kind))
        {
            return null;
        }

        lock (_gate)
        {
            var call = _calls[kind] = _calls.GetValueOrDefault(kind) + 1;
            if (!_plans[kind].TryPeek(out var next) || call < next.Call)
            {
                return null;
            }

            _plans[kind].Dequeue();
            _done.Add(string.Create(CultureInfo.InvariantCulture, $"{function} {next.Kill.Moment} after {next.Kill.After.TotalMilliseconds} ms"));
            return next.Kill;
        }
    }

    public override string ToString() => string.Join(", ", _done);
}
