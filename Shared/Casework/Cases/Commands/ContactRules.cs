namespace SocialWorkflows.Casework.Cases.Commands;

/// <summary>Another address is in force only once a person has made sure, by another way than the mailbox, who asks for it.</summary>
internal static class ContactRules
{
    public static IReadOnlyList<CaseEvent> Answer(CommandContext context)
    {
        var state = context.State;
        if (state.ContactRequest is not { IsAnswered: false, Asked: var asked })
        {
            throw new CommandRefusedException("no-request", "Lietā nav lūguma mainīt adresi, uz kuru vēl jāatbild.", "No request to change an address waits for an answer.");
        }

        var answer = context.Inputs.OneOf("answer", "Kā pārliecinājāties", ContactAnswers.Phone, ContactAnswers.InPerson, ContactAnswers.Letter, ContactAnswers.Refused);
        var (number, note) = (context.Inputs.Optional("number"), context.Inputs.Optional("note"));
        if (answer == ContactAnswers.Refused)
        {
            return [new ContactChangeAnswered(asked.Round, answer, context.Inputs.Text("note", "Piezīme"), context.Actor.Id)];
        }

        Check(context, state, asked);
        if (answer == ContactAnswers.Letter && number != asked.Number)
        {
            throw new CommandRefusedException("wrong-number", "Skaitlis nav tas, kas bija vēstulē. Ja iesniedzējs to nezina, neapstipriniet.", "The number is not the one of the letter.");
        }

        ContactChangeAnswered confirmed = new(asked.Round, answer, note ?? string.Empty, context.Actor.Id);
        return asked.What == ContactParts.Email ? [confirmed, new ReplyAddressChanged(asked.Value, context.Actor.Id)] : [confirmed];
    }

    private static void Check(CommandContext context, CaseState state, ContactChangeAsked asked)
    {
        if (context.Today > asked.Until)
        {
            throw new CommandRefusedException(
                "expired", "Lūguma termiņš ir beidzies. Atbildiet „Neapstiprināt”; iesniedzējs var lūgt no jauna.", "The request has expired; refuse it, and the resident may ask again.");
        }

        // The former mailbox was told to answer if it was not them.
        if (state.Messages.Any(m => m.ReceivedAt >= asked.AskedAt && state.OpenMessages.Contains(m.IntakeId)))
        {
            throw new CommandRefusedException(
                "unread", "Pēc lūguma lietā saņemta vēstule, ko neviens vēl nav izskatījis. Vispirms izskatiet to: varbūt iesniedzējs adresi mainīt nelūdza.", "A message that came after the request is not dealt with yet.");
        }

        if (asked.What == ContactParts.PostalAddress && !ContactRequest.MayChangePost(state))
        {
            throw new CommandRefusedException(
                "decided", "Lēmums jau ir pieņemts vai to vairs nesūta pa pastu. Atbildiet „Neapstiprināt” un paziņojuma sūtīšanu mainiet atsevišķi.", "The decision is made, or no longer goes by post.");
        }
    }
}
