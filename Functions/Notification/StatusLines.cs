using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Clocks;
using SocialWorkflows.Functions.Clocks;

namespace SocialWorkflows.Functions.Notification;

/// <summary>What a case has to tell by status e-mail, read from its state alone.</summary>
internal static class StatusLines
{
    /// <summary>What may be told together with something else: the receipt never waits, and a reminder would say what the request says.</summary>
    private static readonly string[] Joinable =
        [StatusMails.DocumentsRequested, StatusMails.TermExtended, StatusMails.TermMoved, StatusMails.PlaceOffered, StatusMails.DecisionSent];

    /// <summary>The line of this kind for the case's present round, or null when there is nothing to tell.</summary>
    public static StatusLine? Of(CaseState state, string kind) => IsDue(state, kind) ? new StatusLine(kind, RoundOf(state, kind)) : null;

    /// <summary>Everything else that is to be told now and goes into the same e-mail; one that came too late is left out.</summary>
    public static IEnumerable<StatusLine> Beside(CaseState state, StatusLine line) => line.Kind is StatusMails.Receipt
        ? []
        : Joinable.Where(k => k != line.Kind && IsOpen(state, k)).Select(k => Of(state, k)).OfType<StatusLine>();

    /// <summary>Key of the journal under which a line counts as told.</summary>
    public static string Key(StatusLine line) => $"mail:{line.Kind}:{line.Round}";

    /// <summary>A day that the person was told has moved: our own notice term and the handing over are nobody's date but ours.</summary>
    public static bool MovesWhatThePersonKnows(CaseState state) => state.Recalculations is [.., var last] && last.Changes.Any(c =>
        c.MovesTheDate
        && c.Clock.Split(':')[0] is CaseClocks.Decision or CaseClocks.Answer or CaseClocks.Document or CaseClocks.Contest or CaseClocks.Offer or CaseClocks.Submission);

    /// <summary>What moved last is a day by which the person may do something: "nothing is to be done" would be wrong.</summary>
    public static bool MovesTheirOwn(CaseState state) => state.Recalculations is [.., var last] && last.Changes.Any(c => c.MovesTheDate && PersonsDay.IsOf(c.Clock));

    private static bool IsDue(CaseState state, string kind) => kind switch
    {
        StatusMails.DocumentsRequested => state.Request is not null,
        StatusMails.DocumentsReminder => state is { Request: not null, Reminded: true },
        StatusMails.TermExtended => state.Extension is not null,
        StatusMails.DecisionSent => IsLetterOnItsWay(state),
        StatusMails.DecisionResent => state.NoticeRound > 1 && IsLetterOnItsWay(state),
        StatusMails.TermMoved => state.Recalculations is not null,
        StatusMails.PlaceOffered => state.Queue?.Offer is not null,
        _ => true,
    };

    /// <summary>At the counter a letter waits until it is handed over; one that was itself an e-mail needs no second to say so.</summary>
    private static bool IsLetterOnItsWay(CaseState state) => state.Notice is { } notice
        ? notice.Channel is not (NoticeDesk.Counter or NoticeMailDesk.Channel)
        : state.Dispatch is { Channel: NoticeDesk.Counter };

    private static bool IsOpen(CaseState state, string kind) => kind switch
    {
        StatusMails.DocumentsRequested => state is { AnswerEnded: false, Reminded: false, IsProposed: false },
        StatusMails.TermExtended => state.Decision is null,
        StatusMails.TermMoved => MovesWhatThePersonKnows(state),
        StatusMails.DecisionSent => state.NoticeRound <= 1,
        _ => true,
    };

    private static int RoundOf(CaseState state, string kind) => kind switch
    {
        // The extension happens once; a request that comes meanwhile must not make its line another one.
        StatusMails.TermExtended => 0,
        StatusMails.TermMoved => state.Recalculations!.Count,
        StatusMails.PlaceOffered => state.Queue?.Round ?? 0,
        StatusMails.DecisionResent => state.NoticeRound,
        _ => state.Request?.Round ?? 0,
    };
}
