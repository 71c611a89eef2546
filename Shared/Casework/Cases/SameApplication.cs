using SocialWorkflows.Casework.Packs;

namespace SocialWorkflows.Casework.Cases;

/// <summary>One application that came in at two doors: one case, counted from the earlier day. Pure.</summary>
public static class SameApplication
{
    /// <summary>A further receipt can still be joined: nothing is decided, taken back or answered.</summary>
    public static bool CanTake(CaseState state) =>
        state is { Received: not null, Closed: null, Approval: null, Withdrawal: null, Submission: null, IsDiscontinuance: false };

    /// <summary>The receipt with the dates that follow from it; those already counted stay where they are the earlier ones.</summary>
    /// <param name="state">The case it joins.</param>
    /// <param name="terms">Of the case's rules.</param>
    /// <param name="service">The service of the case; null while none is chosen.</param>
    /// <param name="receipt">As received.</param>
    public static ReceiptMerged Join(CaseState state, CaseTerms terms, Service? service, ReceiptMerged receipt)
    {
        if (receipt.ReceivedOn >= state.FirstReceivedOn || state is not { Registration: { } registration, Extension: null, Decision: null })
        {
            return receipt;
        }

        var day = receipt.ReceivedOn;
        return receipt with
        {
            OuterLimit = terms.OuterLimit(day).Due,

            // Where everything was there when the application was registered, the clock runs from the earlier day.
            Clock = state is { DecisionClock: { } clock, DecisionPauses: null, DecisionPause: null }
                && service is not null && clock.CompleteOn <= registration.RegisteredOn && day < clock.CompleteOn
                ? new DecisionClockStarted(day, terms.Decision(service, day))
                : null,
        };
    }
}
