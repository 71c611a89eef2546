using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Workplace.Cards;
using SocialWorkflows.Functions.Workplace.Texts;

namespace SocialWorkflows.Functions.Workplace.CaseView;

/// <summary>The header of the case page; the personal code only masked.</summary>
internal static class CaseFacts
{
    public static IReadOnlyList<Fact> Of(CardContext context)
    {
        var (texts, state) = (context.Texts, context.State);
        var received = state.Received!;
        List<Fact> facts =
        [
            new(texts["case.applicant"], received.Applicant.FullName),
            received.Applicant is { PersonalCode.Length: 0, Document: { } document }
                ? new(texts["case.document"], document)
                : new(texts["case.code"], Masks.Code(received.Applicant.PersonalCode)),
            new(texts["case.service"], context.Service is { } service ? texts.ServiceName(service) : texts["board.no-service"]),
            new(texts["case.received"], LatvianDate.Numeric(received.ReceivedOn)),
        ];
        Add("case.registered", state.Registration is { } registration ? LatvianDate.Numeric(registration.RegisteredOn) : null);
        Add("case.assignee", state.Assignee is { } assignee ? context.NameOf(assignee) : null);
        Add("case.subject", received.Subject);
        Add("case.entry", received.Entry is { PlaceName.Length: > 0 } entry ? $"{entry.PlaceName}, {LatvianDate.Numeric(entry.TakenOn)}" : null);
        Add("case.declared", received.Entry?.DeclaredAddress);
        Add("case.household", received.Entry?.Household);
        Add("case.reply-to", received.ReplyTo);
        Add("case.contact", state.Contact is { } contact ? $"{context.Texts.ChannelName(context.Pack, contact.Channel)}: {contact.Address}" : null);
        Add("case.outcome", state.Approval is null || state.Outcome is not { } outcome ? null : $"{texts.Word("outcome", outcome)}, {state.Approval.DecisionNumber}");
        Add("case.service-time", state.Service?.Started is { } started ? ServiceTime(texts, started, state.Service.Ended) : null);
        Add("case.review", state.Service is { Ended: null, Started.ReviewOn: { } review } ? LatvianDate.Numeric(review) : null);
        Add("case.queue", state.Queue is { Ended: null } queue ? context.FacilityName(queue.FacilityId) : null);
        return facts;

        void Add(string title, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                facts.Add(new Fact(texts[title], value));
            }
        }
    }

    private static string ServiceTime(UiTexts texts, ServiceStarted started, ServiceEnded? ended) => (ended?.On ?? started.Until) is { } until
        ? texts.Format("case.service-time.until", LatvianDate.Numeric(started.StartedOn), LatvianDate.Numeric(until))
        : texts.Format("case.service-time.open", LatvianDate.Numeric(started.StartedOn));
}
