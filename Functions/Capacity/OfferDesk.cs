using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Capacity;

/// <summary>
/// A freed place is offered in a letter through the person's lawful channel: it lies ready, a task asks for its sending, and the
/// e-mail says only that there is a letter. Once for each offer, however often it is asked.
/// </summary>
internal sealed class OfferDesk(CaseDesk desk, LetterDesk letters, PreparedLetter prepared, StatusMailDesk mails)
{
    public async Task<CaseRecord> TellAsync(CaseInput input, CaseRecord record, CancellationToken cancellation)
    {
        if (record.State is not { Queue: { Offer: { } offer } queue, Registration: { } registration, Contact: { } contact } || queue.Letter?.Round == offer.Round)
        {
            return record;
        }

        var order = new LetterOrder(
            input,
            $"offer-{offer.Round}",
            contact.Channel,
            "brivas-vietas-piedavajums.pdf",
            new(
                $"Nosūtiet šodien vēstuli par piedāvāto vietu lietā {registration.Number}: atbildes termiņu skaita no tās.",
                $"Send the letter about the offered place in case {registration.Number} today: the time to answer counts from it."));
        var fileId = await prepared.LayReadyAsync(order, () => letters.ComposeOffer(input.Reference, record.State, offer.OfferedOn), cancellation);
        await mails.SendAsync(input, StatusMails.PlaceOffered, cancellation);
        return await desk.AppendAsync(
            input,
            $"offer-letter:{offer.Round}",
            append => append.State.Queue?.Offer?.Round == offer.Round && append.State.Queue.Letter?.Round != offer.Round
                ? [new OfferDispatched(offer.Round, fileId, contact.Channel, offer.OfferedOn)]
                : [],
            cancellation);
    }
}
