namespace SocialWorkflows.Casework.Clocks;

/// <summary>
/// A time in which a clock stood still. The day it stopped still counts, the day it went on does not count (as any day of
/// an event), so that stopping and going on within one day changes nothing.
/// </summary>
/// <param name="From">Day on which the clock stopped.</param>
/// <param name="Until">Day on which it went on.</param>
/// <param name="Because">Latvian reason without personal data: „gaidām dokumentus”.</param>
public sealed record ClockPause(DateOnly From, DateOnly Until, string Because);
