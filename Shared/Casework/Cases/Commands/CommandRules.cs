using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>
/// A verb: at which step it applies, who may use it, and what it makes of the case. <c>Step</c> null: at any time the
/// rule itself allows.
/// </summary>
public sealed record CommandRule(string Verb, string? Step, IReadOnlyList<string> Roles, Func<CommandContext, IReadOnlyList<CaseEvent>> Decide);

/// <summary>The one list of what people can do to a case.</summary>
public static class CommandRules
{
    private static readonly string[] Registrars = [Roles.Registrar, Roles.Duty];
    private static readonly string[] Workers = [Roles.Worker, Roles.Substitute, Roles.Duty];
    private static readonly string[] Heads = [Roles.Head];

    private static readonly CommandRule[] All =
    [
        new(Verbs.ChooseService, Steps.Registration, [.. Registrars, .. Workers], RegistrationRules.ChooseService),
        new(Verbs.Admit, Steps.Admission, Workers, RegistrationRules.Admit),
        new(Verbs.ReviewDocuments, Steps.Documents, [.. Workers, .. Registrars], CompletenessRules.Review),
        new(Verbs.AssessNeeds, Steps.Needs, Workers, AssessmentRules.Needs),
        new(Verbs.AssessIncome, Steps.Income, Workers, HouseholdRules.Assess),
        new(Verbs.AssessCapacity, Steps.Capacity, Workers, AssessmentRules.Capacity),
        new(Verbs.Propose, Steps.Proposal, Workers, DecisionRulesOfCommands.Propose),
        new(Verbs.AskMore, null, Workers, ClockRules.AskMore),
        new(Verbs.ExtendTerm, null, Heads, ClockRules.Extend),
        new(Verbs.RecordIdentity, null, [.. Workers, .. Registrars], IdentityRules.Record),
        new(Verbs.Forward, null, Workers, IdentityRules.Forward),
        new(Verbs.Withdraw, null, Workers, DecisionRulesOfCommands.Withdraw),
        new(Verbs.Approve, Steps.Approval, Heads, DecisionRulesOfCommands.Approve),
        new(Verbs.Return, Steps.Approval, Heads, DecisionRulesOfCommands.Return),
        new(Verbs.ConfirmNotice, Steps.Notice, [.. Registrars, .. Workers], NoticeRules.Confirm),
        new(Verbs.ReturnNotice, null, [.. Registrars, .. Workers], NoticeRules.Return),
        new(Verbs.RedirectNotice, null, [.. Registrars, .. Workers], NoticeRules.Redirect),
        new(Verbs.HinderNotice, null, [.. Registrars, .. Workers, .. Heads], NoticeRules.Hinder),
        new(Verbs.HandleMessage, null, [.. Workers, .. Registrars, .. Heads], MessageRules.Handle),
        new(Verbs.ReleaseFile, null, Heads, FileRules.Release),
        new(Verbs.SetAsideFile, null, [.. Workers, .. Registrars, .. Heads], FileRules.SetAside),
        new(Verbs.Split, null, [.. Registrars, .. Workers], SiblingRules.Split),
        new(Verbs.ClassifySubmission, Steps.Registration, [.. Registrars, .. Workers], SubmissionRules.Classify),
        new(Verbs.AnswerSubmission, Steps.Submission, [.. Registrars, .. Workers], SubmissionRules.Answer),
        new(Verbs.ForwardSubmission, Steps.Submission, [.. Registrars, .. Workers], SubmissionRules.Forward),
        new(Verbs.AnswerOffer, Steps.Offer, Workers, CapacityRules.AnswerOffer),
        new(Verbs.LeaveQueue, null, Workers, CapacityRules.LeaveQueue),
        new(Verbs.StartService, Steps.Start, Workers, CapacityRules.Start),
        new(Verbs.EndService, null, [.. Workers, .. Registrars], CapacityRules.End),
        new(Verbs.Renew, null, [.. Workers, .. Registrars], SiblingRules.Renew),
        new(Verbs.Discontinue, null, Workers, DiscontinuanceRules.Begin),
        new(Verbs.DropDiscontinuance, Steps.Proposal, Workers, DiscontinuanceRules.Drop),
        new(Verbs.InviteHearing, null, Workers, HearingRules.Invite),
        new(Verbs.ReceiveContest, null, [.. Registrars, .. Workers, .. Heads], ContestRules.Receive),
        new(Verbs.HandOverContest, Steps.ContestHandOver, [.. Registrars, .. Workers], ContestRules.HandedOver),
        new(Verbs.DecideContest, Steps.ContestResult, [.. Registrars, .. Heads], ContestRules.Decided),
        new(Verbs.SetSafeMode, null, [.. Workers, .. Registrars, .. Heads], SafetyRules.SetSafeMode),
        new(Verbs.Restrict, null, [.. Workers, .. Registrars, .. Heads], RestrictionRules.Restrict),
        new(Verbs.ChangeReplyAddress, null, [.. Workers, .. Registrars], SafetyRules.ChangeReplyAddress),
        new(Verbs.AnswerContactRequest, null, [.. Workers, .. Registrars], ContactRules.Answer),
        new(Verbs.RecordFamily, null, [.. Workers, .. Heads], FamilyRules.Record),
        new(Verbs.Reassign, null, [Roles.Duty, .. Heads], AssignmentRules.Reassign),
    ];

    public static CommandRule? Find(string verb) => All.FirstOrDefault(r => r.Verb == verb);

    /// <summary>Whether this person may use the verb at all; the step decides when.</summary>
    public static bool Allows(CommandRule rule, StaffMember actor) => actor.Roles.Any(rule.Roles.Contains);

    /// <summary>
    /// The append key. Step and round for verbs bound to a step, so that the second of two taps, whoever's, finds the first.
    /// </summary>
    public static string Key(CommandRule rule, CaseCommand command, CaseState state) => rule switch
    {
        { Step: { } step } => $"{step}:{command.Round}",
        { Verb: Verbs.Withdraw } => $"withdraw:{state.NextProposalRound}",
        { Verb: Verbs.RecordIdentity } => $"identity:{(state.Identity?.Round ?? 0) + 1}",
        { Verb: Verbs.Forward } => $"withdraw:{state.NextProposalRound}",
        { Verb: Verbs.AskMore } => $"ask-more:{state.DocumentsRound}",
        { Verb: Verbs.ExtendTerm } => "extend-term",
        { Verb: Verbs.SetSafeMode } => $"safe-mode:{(state.Safety?.Round ?? 0) + 1}",
        { Verb: Verbs.Restrict } => $"restrict:{(state.Restriction?.Round ?? 0) + 1}",
        { Verb: Verbs.RecordFamily } => $"family:{(state.Family?.Round ?? 0) + 1}",
        { Verb: Verbs.AnswerContactRequest } => $"contact-answered:{state.ContactRequest?.Asked.Round ?? 0}",
        { Verb: Verbs.ChangeReplyAddress } => $"reply-address:{command.Version}",
        { Verb: Verbs.Reassign } => $"assigned:{command.Version}",
        { Verb: Verbs.Split or Verbs.Renew or Verbs.Discontinue } => $"siblings:{state.Siblings?.Count ?? 0}",
        { Verb: Verbs.LeaveQueue or Verbs.EndService or Verbs.InviteHearing } => rule.Verb,
        { Verb: Verbs.ReleaseFile or Verbs.SetAsideFile } => FileRules.KeyOf(command, state),
        { Verb: Verbs.ReturnNotice } => $"notice-returned:{(state.NoticeReturns?.Count ?? 0) + 1}",
        { Verb: Verbs.RedirectNotice } => $"notice-redirected:{state.NoticeRound}",
        { Verb: Verbs.HinderNotice } => $"notice-hindered:{state.NoticeRound}",
        { Verb: Verbs.ReceiveContest } => $"contest-received:{(state.Contests?.Count ?? 0) + 1}",
        _ => $"{rule.Verb}:{new CommandInputs(command.Data).Text("intakeId", "Vēstule")}",
    };

    /// <exception cref="CommandRefusedException">Role, step, round or content does not allow it.</exception>
    public static IReadOnlyList<CaseEvent> Decide(CommandRule rule, CommandContext context)
    {
        if (!Allows(rule, context.Actor))
        {
            throw new CommandRefusedException("role", "Jums nav tiesību veikt šo darbību.", $"The verb '{rule.Verb}' is not for this role.");
        }

        if (rule.Step is { } step && Standing.Of(context.State).Waits.All(w => w.Step != step || w.Round != context.Round))
        {
            throw new CommandRefusedException("not-waiting", "Lieta šo darbību vairs negaida. Atveriet lietu no jauna.", $"The case does not wait for '{step}' round {context.Round}.");
        }

        if (ConflictRules.IsForOthers(rule.Verb))
        {
            ConflictRules.RefuseOwn(context.Conflict);
        }

        return rule.Decide(context);
    }
}
