using System.Text.Json;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.Teams;
using SocialWorkflows.Functions.Workplace.Cards;

namespace SocialWorkflows.Functions.Workplace.Teams;

/// <summary>
/// A crash between sending a card and writing that down sends a second one. The first is known to nobody and asks for its present state as soon as it is
/// looked at: then it is taken away, and the one that is kept up to date stays.
/// </summary>
internal sealed partial class TwinCards(ITeamsDoor door, BotConnector connector, StaffDirectory staff, ILogger<TwinCards> logger)
{
    /// <summary>After the answer has left; what fails is tried again when the card is looked at again.</summary>
    public async Task RemoveAsync(Activity activity)
    {
        try
        {
            if (activity.ReplyToId is { } shown && activity.From.AadObjectId is { } entraId && staff.FindByEntraId(entraId) is { } person
                && await KeptAsync(activity.Value, person) is { } kept && kept.ActivityId.Length > 0 && kept.ActivityId != shown
                && await door.FindAsync(person.Id, CancellationToken.None) is { } conversation && conversation.ConversationId == activity.Conversation.Id)
            {
                await connector.DeleteAsync(conversation, shown, CancellationToken.None);
            }
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // The answer has left: whatever fails here, connector or store, is nobody's error but the log's.
            LogNotRemoved(problem);
        }
    }

    /// <summary>The copy of the same card that we know of; null where the card is the only one, or asked for nothing.</summary>
    private async Task<CardCopy?> KeptAsync(JsonElement value, StaffMember person) => TeamsActions.Verb(value, out var data) switch
    {
        TeamsCards.RefreshVerb when TeamsAnswers.Text(data, "caseId") is { } caseId && TeamsAnswers.Text(data, "step") is { } step && TeamsAnswers.Number(data, "round") is { } round =>
            await FindAsync(new CaseRef(person.Municipality, caseId), person, c => c.Step == step && c.Round == round),
        WhoseMessageCard.RefreshVerb when TeamsAnswers.Text(data, "intakeId") is { } intakeId => await FindAsync(MessageCourier.CopiesOf(person.Municipality), person, c => c.Step == intakeId),
        MorningCard.RefreshVerb when TeamsAnswers.Number(data, MorningCard.SentOn) is { } day => await FindAsync(MorningCourier.CopiesOf(person.Municipality), person, c => c.Version == day),
        _ => null,
    };

    private async Task<CardCopy?> FindAsync(CaseRef reference, StaffMember person, Func<CardCopy, bool> same) =>
        (await door.CopiesAsync(reference, CancellationToken.None)).FirstOrDefault(c => c.PersonId == person.Id && same(c));

    [LoggerMessage(LogLevel.Warning, "A second copy of a card could not be taken away; it goes when it is looked at again.")]
    private partial void LogNotRemoved(Exception problem);
}
