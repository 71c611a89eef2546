namespace SocialWorkflows.Benchmarks;

/// <summary>One figure of a suite. Medians of five in one run.</summary>
/// <param name="Name">Stable name of the figure.</param>
/// <param name="Unit">Of <paramref name="Ours"/> and <paramref name="Theirs"/>.</param>
/// <param name="Ours">Measured.</param>
/// <param name="Peer">Name and version; null when there is none.</param>
/// <param name="Theirs">Measured in the same run; null when the peer cannot be had, with the reason in the note.</param>
/// <param name="Better">higher or lower.</param>
/// <param name="Goal">For <see cref="Ratio"/>, or for <paramref name="Ours"/> when there is no peer.</param>
/// <param name="Note">How it was measured, or why there is no peer.</param>
internal sealed record Row(string Name, string Unit, double Ours, string? Peer, double? Theirs, string Better, double Goal, string Note)
{
    public double? Ratio => Theirs is > 0 ? Math.Round(Ours / Theirs.Value, 4) : null;

    /// <summary>Held against the goal; a figure whose peer is missing has met nothing.</summary>
    public bool Met => (Peer is null ? Ours : Ratio) is { } value && (Better == "higher" ? value >= Goal : value <= Goal);
}
