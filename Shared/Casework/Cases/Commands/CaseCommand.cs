using System.Text.Json;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>What a person wants to do on the version of the case they saw. Every door issues the same command.</summary>
public sealed record CaseCommand
{
    public required CaseRef Case { get; init; }

    public required long Version { get; init; }

    public required int Round { get; init; }

    public required string Verb { get; init; }

    public required StaffMember Actor { get; init; }

    /// <summary>The card's inputs: an object whose members the verb knows; values are strings as cards send them.</summary>
    public required JsonElement Data { get; init; }
}

/// <summary>Verbs of cards. Persisted in cards already sent: add, never rename.</summary>
public static class Verbs
{
    public const string ChooseService = "choose-service";
    public const string Admit = "admit";
    public const string ReviewDocuments = "review-documents";
    public const string AskMore = "ask-more";
    public const string ExtendTerm = "extend-term";
    public const string AssessNeeds = "assess-needs";
    public const string AssessIncome = "assess-income";
    public const string AssessCapacity = "assess-capacity";
    public const string Propose = "propose";
    public const string RecordIdentity = "record-identity";
    public const string Forward = "forward";
    public const string Withdraw = "withdraw";
    public const string Approve = "approve";
    public const string Return = "return";
    public const string ConfirmNotice = "confirm-notice";
    public const string ReturnNotice = "return-notice";
    public const string RedirectNotice = "redirect-notice";
    public const string HinderNotice = "hinder-notice";
    public const string HandleMessage = "handle-message";
    public const string ReleaseFile = "release-file";
    public const string SetAsideFile = "set-aside-file";
    public const string Split = "split";
    public const string ClassifySubmission = "classify-submission";
    public const string AnswerSubmission = "answer-submission";
    public const string ForwardSubmission = "forward-submission";
    public const string AnswerOffer = "answer-offer";
    public const string LeaveQueue = "leave-queue";
    public const string StartService = "start-service";
    public const string EndService = "end-service";
    public const string Renew = "renew";
    public const string Discontinue = "discontinue";
    public const string DropDiscontinuance = "drop-discontinuance";
    public const string InviteHearing = "invite-hearing";
    public const string ReceiveContest = "receive-contest";
    public const string HandOverContest = "hand-over-contest";
    public const string DecideContest = "decide-contest";
    public const string SetSafeMode = "set-safe-mode";
    public const string Restrict = "restrict";
    public const string ChangeReplyAddress = "change-reply-address";
    public const string AnswerContactRequest = "answer-contact-request";
    public const string RecordFamily = "record-family";
    public const string Reassign = "reassign";
}

/// <summary>The command cannot be carried out; nothing was stored. The message is for the person, in both languages.</summary>
/// <param name="code">Stable word.</param>
/// <param name="latvian">For the person.</param>
/// <param name="english">For the person.</param>
/// <param name="logged">What a log may show instead, where the words for the person quote what somebody typed.</param>
public sealed class CommandRefusedException(string code, string latvian, string english, string? logged = null) : Exception(logged ?? english)
{
    /// <summary>Stable word for logs and tests, for example <c>four-eyes</c>.</summary>
    public string Code { get; } = code;

    public string Latvian { get; } = latvian;

    public string English { get; } = english;
}
