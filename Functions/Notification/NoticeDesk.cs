using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Housekeeping;
using SocialWorkflows.Mail.EAddress;

namespace SocialWorkflows.Functions.Notification;

/// <summary>
/// Brings the signed decision on its lawful way: asks at the moment of sending where it may go, writes that down, and only then lays it
/// ready or sends it. However often it is asked, and wherever it was killed, each round leaves once.
/// </summary>
internal sealed class NoticeDesk(
    CaseDesk desk,
    IDocumentStore documents,
    DispatchFolder dispatch,
    PrintDesk prints,
    NoticeMailDesk mails,
    EAddressNotices eAddress,
    IEAddressDirectory directory,
    StatusMailDesk statusMails,
    CaseFollowUps followUps,
    TimeProvider time)
{
    public const string Machine = "machine";

    /// <summary>The person fetches it.</summary>
    public const string Counter = "hand";

    private const string EAddress = "e-address";
    private const string SignedEMail = NoticeMailDesk.Channel;

    /// <summary>The journal's key and the bar code name the same sending.</summary>
    public static string OperationOf(string caseId, int round) => round == 1 ? $"{caseId}-decision" : $"{caseId}-decision-{round}";

    /// <summary>The machine itself sends it by e-mail.</summary>
    public static bool IsMailed(CaseState state) => state is { Dispatch.Channel: SignedEMail, NoticeWay: not null };

    /// <summary>Takes the notice as far as the machine can.</summary>
    public async Task<CaseRecord> SendAsync(CaseInput input, CaseRecord record, CancellationToken cancellation)
    {
        while (await NextAsync(input, record, cancellation) is { } next && next.Version > record.Version)
        {
            record = next;
        }

        if ((record.State.NoticeReturns ?? []).Count > 0)
        {
            await followUps.TellAsync(record, cancellation);
        }

        return MailOf(record) is { } kind ? await statusMails.SendAsync(input, kind, cancellation) : record;
    }

    /// <summary>What the person is told at once: that a letter waits at the counter, or that one they knew of goes another way. The first of a letter that was sent is the orchestration's.</summary>
    private static string? MailOf(CaseRecord record)
    {
        var state = record.State;
        var waits = state is { Notice: null, Dispatch.Channel: Counter };
        var kind = state.NoticeReturn is { WasSent: true } or { Channel: Counter } && (state.NoticeReturn.Channel == SignedEMail || state.IsDiscontinuance || state.StatusMails.Contains(StatusMails.DecisionSent))
            ? StatusMails.DecisionResent
            : waits ? StatusMails.DecisionSent : null;
        return kind is not null && (waits || state.Notice is not null) && StatusLines.Of(state, kind) is { } line && record.Entries.All(e => e.Key != StatusLines.Key(line)) ? kind : null;
    }

    private Task<CaseRecord> NextAsync(CaseInput input, CaseRecord record, CancellationToken cancellation) => record.State switch
    {
        { Notice: not null } or { Closed: not null } or { Decision: null } or { Contact: null } => Task.FromResult(record),
        var state when NoticeWay.NeedsPerson(state) => Task.FromResult(record),
        { Dispatch: { Channel: EAddress } sent, NoticeHindrance.By: Machine } => eAddress.HandOverAsync(input, record, sent.OperationId, cancellation),
        // A letter laid ready before there was a choice is sent by people, as it was then.
        var state when IsMailed(state) => mails.SendAsync(input, record, NoticeAddress.Of(state, SignedEMail)!, cancellation),
        { Dispatch: not null } => Task.FromResult(record),
        { NoticeWay: null } => ChooseAsync(input, record, cancellation),
        var state => LayReadyAsync(input, record, state.NoticeWay!, cancellation),
    };

    private async Task<CaseRecord> ChooseAsync(CaseInput input, CaseRecord record, CancellationToken cancellation)
    {
        var standing = await StandingAsync(input, record.State, cancellation);
        return await desk.AppendAsync(
            input,
            $"notice-channel:{record.State.NoticeRound}",
            append => append.State is { NoticeWay: null, Dispatch: null, Notice: null } && NoticeWay.Choose(append.State, standing) is { } way ? [way] : [],
            cancellation);
    }

    private async Task<string> StandingAsync(CaseInput input, CaseState state, CancellationToken cancellation) =>
        await directory.OfPersonAsync(input.Municipality, state, cancellation) switch
        {
            EAddressStanding.Active => NoticeWay.Active,
            EAddressStanding.Inactive => NoticeWay.Inactive,
            _ => NoticeWay.Unknown,
        };

    private async Task<CaseRecord> LayReadyAsync(CaseInput input, CaseRecord record, NoticeChannelChecked way, CancellationToken cancellation)
    {
        var (state, round) = (record.State, record.State.NoticeRound);
        var cause = NoticeWay.IsClosed(way) ? NoticeCauses.Inactive : NoticeCauses.NoAddress;
        if (NoticeWay.IsClosed(way) || NoticeAddress.Of(state, way.Channel) is not { } address)
        {
            return await ReturnAsync(input, round, cause, cancellation);
        }

        if (state.NoticeReturn is { Channel: EAddress } former)
        {
            await eAddress.RecallAsync(input, record, OperationOf(input.CaseId, former.Round), cancellation);
        }

        var today = desk.Of(input.Reference, state).Terms.DayOf(time.GetUtcNow());
        var operation = OperationOf(input.CaseId, round);
        await dispatch.PutAsync(way.Channel, operation, state.Decision!.FileName, await documents.GetAsync(state.Decision.FileId, cancellation), cancellation);
        var cover = PrintDesk.IsPrinted(way.Channel) ? await prints.LayReadyAsync(record, way.Channel, operation, address, today, cancellation) : null;
        if (way.Channel == EAddress)
        {
            record = await eAddress.HandOverAsync(input, record, operation, cancellation);
        }

        return await desk.AppendAsync(
            input,
            round == 1 ? "dispatch" : $"dispatch:{round}",
            append => append.State is { Dispatch: null, Notice: null } now && now.NoticeRound == round
                ? [new NoticeDispatched(way.Channel, operation) { Round = round == 1 ? null : round, CoverFileId = cover }]
                : [],
            cancellation);
    }

    private Task<CaseRecord> ReturnAsync(CaseInput input, int round, string cause, CancellationToken cancellation)
    {
        var (pack, terms, _) = desk.Of(input.Reference);
        return desk.AppendAsync(
            input,
            $"notice-not-sent:{round}",
            append => append.State is { Dispatch: null, Notice: null } now && now.NoticeRound == round
                ? NoticeRules.Returned(now, pack, terms, cause, terms.DayOf(append.Now), string.Empty, Machine)
                : [],
            cancellation);
    }
}
