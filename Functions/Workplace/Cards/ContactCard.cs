using SocialWorkflows.Casework.Calendars;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Cases.Commands;

namespace SocialWorkflows.Functions.Workplace.Cards;

/// <summary>What a resident asked to change on the status page, for whoever makes sure by another way than the mailbox that it was the resident.</summary>
internal static class ContactCard
{
    private static readonly string[] Answers = [ContactAnswers.Phone, ContactAnswers.InPerson, ContactAnswers.Letter, ContactAnswers.Refused];

    public static StepContent Build(CardContext context)
    {
        var (texts, asked) = (context.Texts, context.State.ContactRequest!.Asked);
        return new StepContent(
            Verbs.AnswerContactRequest,
            [
                new TextBlock(texts.Format("card.contact-request.what", texts.Word("contact-part", asked.What), asked.Value, LatvianDate.Numeric(asked.Until))),
                new TextBlock(texts["card.contact-request.why"]),
                new TextBlock(texts.Format("card.contact-request.number", asked.Number)),
            ],
            [
                context.Choice("answer", texts["field.contact-answer"], [.. Answers.Select(a => new Choice(texts.Word("contact-answer", a), a))]),
                context.Text("number", texts["field.contact-number"], required: false) with { MaxLength = 6 },
                context.LongText("note", texts["field.note"], required: false),
            ],
            [context.Action(Verbs.AnswerContactRequest, 1, "positive")]);
    }
}
