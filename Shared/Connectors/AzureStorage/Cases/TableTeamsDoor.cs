using System.Globalization;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;
using SocialWorkflows.Connectors.AzureStorage.Tables;

namespace SocialWorkflows.Connectors.AzureStorage.Cases;

/// <summary>
/// What the bot knows: one partition of conversations, and one for each case with its cards. Which cases moved since their cards did stands on the board's
/// row: whoever writes the row anew marks it, and the courier takes the mark off.
/// </summary>
internal sealed class TableTeamsDoor(CaseTables tables) : ITeamsDoor
{
    private const string Conversations = "conversation";

    public Task OpenAsync(TeamsConversation conversation, CancellationToken cancellation) => tables.Teams.PutAsync(
        new TableEntity(Conversations, TableKeys.Of(conversation.PersonId))
        {
            ["PersonId"] = conversation.PersonId,
            ["ServiceUrl"] = conversation.ServiceUrl.AbsoluteUri,
            ["ConversationId"] = conversation.ConversationId,
            ["UserId"] = conversation.UserId,
            ["BotId"] = conversation.BotId,
        },
        cancellation);

    public Task CloseAsync(string personId, CancellationToken cancellation) => tables.Teams.DeleteAsync(Conversations, TableKeys.Of(personId), cancellation);

    public async Task<TeamsConversation?> FindAsync(string personId, CancellationToken cancellation) =>
        await tables.Teams.FindAsync(Conversations, TableKeys.Of(personId), cancellation) is { } row ? Conversation(row) : null;

    public async Task<IReadOnlyList<TeamsConversation>> ConversationsAsync(CancellationToken cancellation) =>
        [.. (await tables.Teams.ListAsync(TableFilter.Partition(Conversations), cancellation)).Select(Conversation).OrderBy(c => c.PersonId, StringComparer.Ordinal)];

    /// <summary>Asks every partition: for the rare moments in which a person comes or goes.</summary>
    public Task<IReadOnlyList<CaseRef>> CasesOfAsync(string personId, CancellationToken cancellation) =>
        CasesAsync(TableFilter.And(TableFilter.Is("PersonId", personId), TableFilter.IsNot("PartitionKey", Conversations)), cancellation);

    /// <inheritdoc cref="CasesOfAsync"/>
    public Task<IReadOnlyList<CaseRef>> CasesAsync(CancellationToken cancellation) => CasesAsync(TableFilter.IsNot("PartitionKey", Conversations), cancellation);

    private async Task<IReadOnlyList<CaseRef>> CasesAsync(string filter, CancellationToken cancellation) =>
    [
        .. (await tables.Teams.ListAsync(filter, cancellation))
            .Select(row => TableKeys.Read(row.PartitionKey))
            .Select(parts => new CaseRef(parts[0], parts[1]))
            .Distinct()
            .OrderBy(c => c.Municipality, StringComparer.Ordinal)
            .ThenBy(c => c.CaseId, StringComparer.Ordinal),
    ];

    public async Task<IReadOnlyList<CardCopy>> CopiesAsync(CaseRef reference, CancellationToken cancellation) =>
    [
        .. (await tables.Teams.ListAsync(TableFilter.Partition(PartitionOf(reference)), cancellation)).Select(row => new CardCopy
        {
            Case = reference,
            Step = row.RequiredText("Step"),
            Round = (int)row.Number("Round"),
            PersonId = row.RequiredText("PersonId"),
            ActivityId = row.RequiredText("ActivityId"),
            Version = row.Number("Version"),
            Open = row.Flag("Open"),
        }).OrderBy(c => c.Step, StringComparer.Ordinal).ThenBy(c => c.Round).ThenBy(c => c.PersonId, StringComparer.Ordinal),
    ];

    public Task SaveAsync(CardCopy copy, CancellationToken cancellation) => tables.Teams.PutAsync(
        new TableEntity(PartitionOf(copy.Case), KeyOf(copy))
        {
            ["Step"] = copy.Step,
            ["Round"] = (long)copy.Round,
            ["PersonId"] = copy.PersonId,
            ["ActivityId"] = copy.ActivityId,
            ["Version"] = copy.Version,
            ["Open"] = copy.Open,
        },
        cancellation);

    public Task DropAsync(CardCopy copy, CancellationToken cancellation) => tables.Teams.DeleteAsync(PartitionOf(copy.Case), KeyOf(copy), cancellation);

    public async Task<IReadOnlyList<CaseRef>> BehindAsync(int most, CancellationToken cancellation) =>
    [
        .. (await tables.Board.ListAsync(TableFilter.After(BoardRows.Behind, string.Empty), cancellation))
            .Select(row => BoardRows.Read(row.RequiredText(BoardRows.Behind), row))
            .OrderBy(row => row.Closed)
            .ThenBy(row => row.SafeDue ?? DateOnly.MaxValue)
            .Take(most)
            .Select(row => row.Case),
    ];

    public async Task CaughtUpAsync(CaseRef reference, long version, CancellationToken cancellation)
    {
        var (partition, key) = (TableKeys.Of(reference.Municipality), TableKeys.Of(reference.CaseId));
        if (await tables.Board.FindAsync(partition, key, cancellation) is { } row && row.Number("Version") <= version)
        {
            // A row that was written anew in this moment keeps its mark, for the next round.
            await tables.Board.MergeAsync(new TableEntity(partition, key) { [BoardRows.Behind] = string.Empty }, row.ETag!, cancellation);
        }
    }

    public Task OweAsync(CaseRef reference, CancellationToken cancellation) => tables.Board.MergeAsync(
        new TableEntity(TableKeys.Of(reference.Municipality), TableKeys.Of(reference.CaseId)) { [BoardRows.Behind] = reference.Municipality }, "*", cancellation);

    private static TeamsConversation Conversation(TableEntity row) => new()
    {
        PersonId = row.RequiredText("PersonId"),
        ServiceUrl = new Uri(row.RequiredText("ServiceUrl")),
        ConversationId = row.RequiredText("ConversationId"),
        UserId = row.RequiredText("UserId"),
        BotId = row.RequiredText("BotId"),
    };

    private static string KeyOf(CardCopy copy) => TableKeys.Of(copy.Step, copy.Round.ToString(CultureInfo.InvariantCulture), copy.PersonId);

    /// <summary>The cards of one case.</summary>
    public static string PartitionOf(CaseRef reference) => TableKeys.Of(reference.Municipality, reference.CaseId);
}
