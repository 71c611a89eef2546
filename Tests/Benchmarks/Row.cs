namespace SocialWorkflows.Benchmarks;

/// <summary>One figure of a suite. Medians of five in one run.</summary>
/// <param name="Name">Stable name of the figure.</param>
/// <param name="Unit">Of <paramref name="Ours"/> and <paramref name="Theirs"/>.</param>
/// <param name="Ours">Measured.</param>
/// <param name="Peer">Name and version; null when there is none.</param>
/// <param name="Theirs">Measured in the same run; null when the peer cannot be had, with the reason in the note.</param>
/// <param name="Better">higher or lower.</param>
/// <param name="Goal">The floor for <see cref="Value"/>; null for a figure that is only told.</param>
/// <param name="Note">How it was measured, or why there is no peer.</param>
internal sealed record Row(string Name, string Unit, double Ours, string? Peer, double? Theirs, string Better, double? Goal, string Note)
{
    public double? Ratio => Theirs is > 0 ? Math.Round(Ours / Theirs.Value, 4) : null;

    /// <summary>What is held against the goal: the ratio to the peer, or <see cref="Ours"/> when there is no peer.</summary>
    public double? Value => Peer is null ? Ours : Ratio;

    /// <summary>What is aimed for beyond the goal.</summary>
    public double? Target { get; init; }

    /// <summary>Every figure of a row that has several, each with its own goal; the first is <see cref="Ours"/>.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>A figure whose peer is missing has met nothing.</summary>
    public bool? Met => Goal is { } goal ? Figure.IsWithin(Value, Better, goal) && Figures.All(figure => figure.Met) : null;

    /// <inheritdoc cref="Met"/>
    public bool? OnTarget => Target is { } target ? Figure.IsWithin(Value, Better, target) && Figures.All(figure => figure.OnTarget) : null;
}

/// <summary>One of several figures of a row.</summary>
internal sealed record Figure(string Name, string Unit, double Value, string Better, double Goal, double Target)
{
    public bool Met => IsWithin(Value, Better, Goal);

    public bool OnTarget => IsWithin(Value, Better, Target);

    public static bool IsWithin(double? value, string better, double limit) => value is { } known && (better == "higher" ? known >= limit : known <= limit);
}
