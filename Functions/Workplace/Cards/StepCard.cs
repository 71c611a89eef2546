using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>What a step shows to everybody, and what it asks of the people who may act.</summary>
/// <param name="Verb">The step's verb; who may not use it sees the summary only.</param>
/// <param name="Refusal">Why this very person may not act although the role allows it; null when they may.</param>
internal sealed record StepContent(
    string Verb, IReadOnlyList<CardElement> Summary, IReadOnlyList<CardElement> Inputs, IReadOnlyList<CardAction> Actions, string? Refusal = null);

/// <summary>A card on the page: the step it is for, and whether the reader can act on it.</summary>
internal sealed record StepCard(string Step, int Round, bool IsActive, AdaptiveCard Card);

/// <summary>The cards of what a case waits for. One list, whichever door shows them.</summary>
internal static class StepCards
{
    public static IReadOnlyList<StepCard> For(CardContext context)
    {
        List<StepCard> cards = [.. context.Record.Standing.Waits.Select(w => Of(context, w)).OfType<StepCard>()];
        if (context.State.Closed is null)
        {
            cards.AddRange(context.State.OpenMessages.Select(id => Finish(context, Steps.Messages, context.State.Messages.Count, MessageCard.Build(context, id))));
        }

        if (ReleaseCard.Applies(context.State) && context.May(Verbs.ReleaseFile))
        {
            cards.Add(Finish(context, ReleaseCard.Step, ReleaseCard.Round(context.Record), ReleaseCard.Build(context)));
        }

        return cards;
    }

    /// <summary>The fresh card of a step, when the case still waits for it.</summary>
    public static StepCard? Find(CardContext context, string? step) => For(context).FirstOrDefault(c => c.Step == step);

    /// <summary>The reader's way to take the application back for the resident, while that is possible.</summary>
    public static StepCard? Withdrawal(CardContext context) =>
        context.State is { Registration: not null, Approval: null, Withdrawal: null, IsDiscontinuance: false } && context.May(Verbs.Withdraw)
            ? Finish(context, "withdrawal", context.State.NextProposalRound, WithdrawalCard.Build(context))
            : null;

    /// <summary>What a person can do besides what the case waits for; each only where its rule would allow it.</summary>
    public static IReadOnlyList<StepCard> Others(CardContext context)
    {
        var state = context.State;
        var isGranted = state is { Notice: not null, Approval: not null } && Outcomes.TakesPlace(state.Outcome!);
        List<StepCard?> others =
        [
            If(state.ContactRequest?.IsAnswered == false, Verbs.AnswerContactRequest, "contact-request", ContactCard.Build),
            ClockRules.MayAskMore(state) && context.May(Verbs.AskMore) ? Finish(context, "ask-more", state.DocumentsRound, AskMoreCard.Build(context)) : null,
            If(ClockRules.MayExtend(state) && context.Pack.Terms.Extension is not null, Verbs.ExtendTerm, "extension", ExtensionCard.Build),
            If(IdentityRules.MayRecord(state), Verbs.RecordIdentity, "identity", IdentityCard.Build),
            IdentityRules.MayForward(state) && context.May(Verbs.Forward) ? Finish(context, "forward", state.NextProposalRound, ForwardCard.Build(context)) : null,
            Withdrawal(context),
            If(state is { ServiceId: not null, Approval: null, Closed: null, Submission: null, Received.Origin: null }, Verbs.Split, "split", SplitCard.Build),
            If(state.Queue is { Ended: null, Offer: null }, Verbs.LeaveQueue, "leave-queue", QueueCard.Build),
            If(CapacityRules.MayEnd(state), Verbs.EndService, "end-service", ServiceEndCard.Build),
            If(NoticeRules.MayReturn(state), Verbs.ReturnNotice, "notice-returned", NoticeReturnCard.Build),
            If(NoticeRules.MayHinder(state), Verbs.HinderNotice, "notice-hindered", NoticeHindranceCard.Build),
            If(isGranted, Verbs.Renew, "renewal", RenewalCard.Build),
            If(DiscontinuanceRules.MayBegin(state), Verbs.Discontinue, "discontinue", DiscontinueCard.Build),
            If(HearingRules.MayInvite(state) && context.Pack.Terms.Hearing is not null, Verbs.InviteHearing, "hearing", HearingCard.Build),
            If(state.Registration is not null, Verbs.ReceiveContest, "contest-received", ContestCard.Build),
            If(state is { Assignee: not null, Closed: null }, Verbs.Reassign, "reassign", ReassignCard.Build),
            If(state is { Received: not null, Closed: null }, Verbs.SetSafeMode, "safe-mode", SafetyCards.SafeMode),
            If(state.Received is not null, Verbs.Restrict, "restriction", RestrictionCard.Build),
            If(state is { Received: not null, Submission: null }, Verbs.RecordFamily, "family", FamilyCard.Build),
            If(state is { Received: not null, Closed: null }, Verbs.ChangeReplyAddress, "reply-address", SafetyCards.ReplyAddress),
        ];
        return [.. others.OfType<StepCard>()];

        StepCard? If(bool applies, string verb, string step, Func<CardContext, StepContent> build) =>
            applies && context.May(verb) ? Finish(context, step, 1, build(context)) : null;
    }

    private static StepCard? Of(CardContext context, Wait wait) => wait.Step switch
    {
        Steps.Registration => Finish(context, wait, RegistrationCard.Build(context, wait.Round)),
        Steps.Admission => Finish(context, wait, AdmissionCard.Build(context, wait.Round)),
        Steps.Documents => Finish(context, wait, DocumentsCard.Build(context, wait.Round)),
        Steps.Needs => Finish(context, wait, NeedsCard.Build(context, wait.Round)),
        Steps.Income => Finish(context, wait, IncomeCard.Build(context, wait.Round)),
        Steps.Capacity => Finish(context, wait, CapacityCard.Build(context, wait.Round)),
        Steps.Proposal when context.State.IsDiscontinuance => Finish(context, wait, DiscontinuanceCard.Build(context, wait.Round)),
        Steps.Proposal => Finish(context, wait, ProposalCard.Build(context, wait.Round)),
        Steps.Approval => Finish(context, wait, ApprovalCard.Build(context, wait.Round)),
        Steps.Notice when context.State.Dispatch is null => Finish(context, wait, NoticeRedirectCard.Build(context, wait.Round)),
        Steps.Notice => Finish(context, wait, NoticeCard.Build(context, wait.Round)),
        Steps.Submission => Finish(context, wait, SubmissionCard.Build(context, wait.Round)),
        Steps.Offer => Finish(context, wait, OfferCard.Build(context, wait.Round)),
        Steps.Start => Finish(context, wait, StartCard.Build(context, wait.Round)),
        Steps.ContestHandOver => Finish(context, wait, HandOverCard.Build(context, wait.Round)),
        Steps.ContestResult => Finish(context, wait, ContestResultCard.Build(context, wait.Round)),
        _ => null,
    };

    private static StepCard Finish(CardContext context, Wait wait, StepContent content) => Finish(context, wait.Step, wait.Round, content);

    private static StepCard Finish(CardContext context, string step, int round, StepContent plain)
    {
        var texts = context.Texts;
        var content = ConflictInputs.Added(context, plain);
        List<CardElement> body =
        [
            new TextBlock(texts[$"step.{step}"]) { Weight = "bolder", Size = "medium" },
            context.Headline(),
            .. IsOfTheAssignee(content.Verb) && context.StandsInFor is { } away ? [new TextBlock(texts.Format("card.stands-in", away))] : Array.Empty<CardElement>(),
            .. content.Summary,
        ];
        var active = content.Refusal is null && context.May(content.Verb);
        body.AddRange(active ? content.Inputs : [new TextBlock(content.Refusal ?? texts["card.not-yours"]) { IsSubtle = true }]);
        return new StepCard(step, round, active, AdaptiveCard.Create(texts.Lang, body, active ? content.Actions : []));
    }

    private static bool IsOfTheAssignee(string verb) => CommandRules.Find(verb)?.Roles.Contains(Roles.Worker) == true;
}
