using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.Documents;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Functions.Clocks;
using SocialWorkflows.Functions.Notification;

namespace SocialWorkflows.Functions.Capacity;

/// <summary>
/// A freed place is offered in a letter through the person's lawful channel: it lies ready, a task asks for its sending, and the
/// e-mail says only that there is a letter. Once for each offer, however often it is asked.
/// </summary>
internal sealed class OfferDesk(
    CaseDesk desk, LetterDesk letters, IDocumentStore documents, DispatchFolder dispatch, IPersonTasks tasks, StatusMailDesk mails, TimeProvider time)
{
    public async Task<CaseRecord> TellAsync(CaseInput input, CaseRecord record, CancellationToken cancellation)
    {
        if (record.State is not { Queue: { Offer: { } offer } queue, Registration: { } registration, Contact: { } contact } || queue.Letter?.Round == offer.Round)
        {
            return record;
        }

        var letter = letters.ComposeOffer(input.Reference, record.State, offer.OfferedOn);
        var fileId = await documents.PutAsync(letter, cancellation);
        var operation = $"{input.CaseId}-offer-{offer.Round}";
        await dispatch.PutAsync(contact.Channel, operation, "brivas-vietas-piedavajums.pdf", letter, cancellation);
        await tasks.RaiseAsync(
            new PersonTask
            {
                Key = $"dispatch:{operation}",
                Municipality = input.Municipality,
                Role = Roles.Registrar,
                Kind = "dispatch",
                SubjectId = input.CaseId,
                Text = $"Nosūtiet šodien vēstuli par piedāvāto vietu lietā {registration.Number}: atbildes termiņu skaita no tās.",
                RaisedAt = time.GetUtcNow(),
            },
            cancellation);
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
