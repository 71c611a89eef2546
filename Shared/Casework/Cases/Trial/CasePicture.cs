using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases.Trial;

/// <summary>One thing that rules say about a case.</summary>
/// <param name="Aspect">One of <see cref="Aspects"/>, after a colon its clock where it has one.</param>
/// <param name="Value">What they say, in Latvian; null where they say nothing or cannot answer.</param>
public sealed record PictureLine(string Aspect, string? Value)
{
    /// <summary>It follows from means or age, and so tells something of the resident: showing it is a look at the case.</summary>
    public bool IsPersonal => Aspect is Aspects.Income or Aspects.Age;

    /// <summary>It tells what was applied for, or of the resident: nothing for whoever only keeps the machine running.</summary>
    public bool IsOfTheRequest => IsPersonal || Aspect is Aspects.Service or Aspects.Documents or Aspects.Facilities or Aspects.Grant or Aspects.Basis or Aspects.Suspension or Aspects.Channel
        || Kind is Aspects.Clock or Aspects.Rungs && Clock!.Contains(':', StringComparison.Ordinal);

    /// <summary>The aspect without its clock.</summary>
    public string Kind => Aspect.Split(':')[0];

    public string? Clock => Aspect.IndexOf(':', StringComparison.Ordinal) is var at and > 0 ? Aspect[(at + 1)..] : null;
}

/// <summary>Aspects of a picture: words of a page and of a command, stored nowhere.</summary>
public static class Aspects
{
    public const string Rules = "rules";
    public const string Service = "service";
    public const string Clock = "clock";
    public const string Rungs = "rungs";
    public const string DecisionFromToday = "decision-from-today";
    public const string NoticeFromToday = "notice-from-today";
    public const string ContestFromToday = "contest-from-today";
    public const string RequestFromToday = "request-from-today";
    public const string HearingFromToday = "hearing-from-today";
    public const string Extension = "extension";
    public const string Documents = "documents";
    public const string Income = "income";
    public const string Age = "age";
    public const string Facilities = "facilities";
    public const string Grant = "grant";
    public const string Basis = "basis";
    public const string Approval = "approval";
    public const string ContestBody = "contest-body";
    public const string Suspension = "suspension";
    public const string Channel = "channel";

    public static readonly IReadOnlyList<string> All =
    [
        Rules, Service, Clock, Rungs, DecisionFromToday, NoticeFromToday, ContestFromToday, RequestFromToday, HearingFromToday, Extension,
        Documents, Income, Age, Facilities, Grant, Basis, Approval, ContestBody, Suspension, Channel,
    ];
}

/// <summary>A thing that other rules say otherwise.</summary>
public sealed record PictureChange(PictureLine Before, PictureLine After);

/// <summary>
/// Everything that rules still decide about an open case, as a pure function of its state, a pack and a day: what has happened stays as it was told, and a case keeps the
/// rules of its day (design invariant I9). Two pictures of one case show what a changed pack would change.
/// </summary>
public static class CasePicture
{
    /// <summary>What is different for the case under the candidate's rules, in the order of <see cref="Aspects.All"/>.</summary>
    public static IReadOnlyList<PictureChange> Changes(CaseState state, (MunicipalityPack Pack, WorkingCalendar Calendar) present, (MunicipalityPack Pack, WorkingCalendar Calendar) candidate, DateOnly today)
    {
        var (before, after) = (Of(state, present.Pack, present.Calendar, today), Of(state, candidate.Pack, candidate.Calendar, today));
        return
        [
            .. before.Select(l => l.Aspect).Union(after.Select(l => l.Aspect))
                .Select(aspect => new PictureChange(Line(before, aspect), Line(after, aspect)))
                .Where(c => c.Before.Value != c.After.Value)
                .OrderBy(c => Aspects.All.ToList().IndexOf(c.Before.Kind)),
        ];
    }

    /// <summary>Nothing for a case that is closed or was never received.</summary>
    public static IReadOnlyList<PictureLine> Of(CaseState state, MunicipalityPack pack, WorkingCalendar calendar, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(pack);
        if (state is not { Received: not null, Closed: null, FirstReceivedOn: { } day })
        {
            return [];
        }

        try
        {
            var rules = new PictureRules(state, pack.For(state.RuleSet, day), calendar, today);
            return [new(Aspects.Rules, state.RuleSet ?? pack.Id), .. PictureDates.Of(rules), .. PictureContent.Of(rules)];
        }
        catch (ArgumentException)
        {
            // The pack has no rules of the case's former municipality: nothing about it can be worked out.
            return [new(Aspects.Rules, null)];
        }
    }

    private static PictureLine Line(IReadOnlyList<PictureLine> picture, string aspect) => picture.FirstOrDefault(l => l.Aspect == aspect) ?? new(aspect, null);
}

/// <summary>A case with the rules that hold for it.</summary>
internal sealed record PictureRules(CaseState State, MunicipalityPack Pack, WorkingCalendar Calendar, DateOnly Today)
{
    public CaseTerms Terms { get; } = new(Pack, Calendar);

    public Service? Service { get; } = State.ServiceId is { } id ? Pack.FindService(id) : null;

    /// <summary>Nothing is decided yet, so everything about the decision still goes by the rules.</summary>
    public bool IsUndecided => State is { Decision: null, Withdrawal: null, Submission: null };

    /// <summary>The papers are not complete yet.</summary>
    public bool IsIncomplete => IsUndecided && State is { DecisionClock: null } && !State.IsDiscontinuance;
}
