using SocialWorkflows.Benchmarks.Durable.Probes;

namespace SocialWorkflows.Benchmarks.Durable;

/// <summary>What each round has measured. A peer that is absent leaves nulls.</summary>
internal sealed class Measured
{
    public List<CaseFigures> Cases { get; } = [];

    public List<double?> RestateCases { get; } = [];

    public List<double?> ScriptCases { get; } = [];

    public List<double?> OpenWorkflowCases { get; } = [];

    public List<HandlerFigures> Handler { get; } = [];

    public List<CommitFigures> Commits { get; } = [];

    public List<double> Chains { get; } = [];

    public List<double> LongChains { get; } = [];

    public List<double?> RestateChains { get; } = [];

    public List<double?> RestateLongChains { get; } = [];

    public List<ColdFigures> Cold { get; } = [];

    public List<ColdFigures> ColdShort { get; } = [];

    public List<SleepFigures> Sleepers { get; } = [];

    public List<CrashFigures> Crashes { get; } = [];

    public List<BusyFigures> Busy { get; } = [];
}
