using System.Text.Json.Serialization;
using SocialWorkflows.Casework.Clocks;

namespace SocialWorkflows.Casework.Cases;

/// <summary>One clock under the new calendar beside what it was.</summary>
/// <param name="Clock">See <see cref="CaseClocks"/>.</param>
/// <param name="RemindOn">New day of the reminder, with a document request only.</param>
public sealed record ClockChange(string Clock, DateOnly FormerDue, DateOnly FormerSafeDue, Deadline Term, DateOnly? RemindOn = null)
{
    /// <summary>The date told to people moved, not only the days it is made of or our own earlier date.</summary>
    [JsonIgnore]
    public bool MovesTheDate => FormerDue != Term.Due;
}

/// <summary>The calendar changed while the case was open: every open clock that reads differently now.</summary>
public sealed record ClocksRecalculated(int Round, IReadOnlyList<ClockChange> Changes) : CaseEvent;
