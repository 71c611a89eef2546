using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;
using SocialWorkflows.Casework.People;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteTeamsDoor(CaseDatabase database) : ITeamsDoor
{
    public Task OpenAsync(TeamsConversation conversation, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "INSERT OR REPLACE INTO teams_conversations (person_id, service_url, conversation_id, user_id, bot_id) VALUES ($p,$u,$c,$i,$b)",
                ("p", conversation.PersonId), ("u", conversation.ServiceUrl.AbsoluteUri), ("c", conversation.ConversationId), ("i", conversation.UserId), ("b", conversation.BotId)),
            cancellation);

    public Task CloseAsync(string personId, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(transaction, "DELETE FROM teams_conversations WHERE person_id=$p", ("p", personId)),
            cancellation);

    public Task<TeamsConversation?> FindAsync(string personId, CancellationToken cancellation) =>
        database.ReadAsync(
            connection => connection.Query(
                null,
                "SELECT * FROM teams_conversations WHERE person_id=$p",
                Conversation,
                ("p", personId)).FirstOrDefault(),
            cancellation);

    public Task<IReadOnlyList<TeamsConversation>> ConversationsAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<TeamsConversation>>(connection => connection.Query(null, "SELECT * FROM teams_conversations ORDER BY person_id", Conversation), cancellation);

    public Task<IReadOnlyList<CaseRef>> CasesOfAsync(string personId, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CaseRef>>(
            connection => connection.Query(
                null,
                "SELECT DISTINCT municipality, case_id FROM teams_cards WHERE person_id=$p ORDER BY municipality, case_id",
                row => new CaseRef(row.Text("municipality")!, row.Text("case_id")!),
                ("p", personId)),
            cancellation);

    public Task<IReadOnlyList<CaseRef>> CasesAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CaseRef>>(
            connection => connection.Query(
                null,
                "SELECT DISTINCT municipality, case_id FROM teams_cards ORDER BY municipality, case_id",
                row => new CaseRef(row.Text("municipality")!, row.Text("case_id")!)),
            cancellation);

    public Task<IReadOnlyList<CardCopy>> CopiesAsync(CaseRef reference, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CardCopy>>(
            connection => connection.Query(
                null,
                "SELECT * FROM teams_cards WHERE municipality=$m AND case_id=$c ORDER BY step, round, person_id",
                row => new CardCopy
                {
                    Case = reference,
                    Step = row.Text("step")!,
                    Round = (int)row.Long("round"),
                    PersonId = row.Text("person_id")!,
                    ActivityId = row.Text("activity_id")!,
                    Version = row.Long("version"),
                    Open = row.Long("open") == 1,
                },
                ("m", reference.Municipality), ("c", reference.CaseId)),
            cancellation);

    public Task SaveAsync(CardCopy copy, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "INSERT OR REPLACE INTO teams_cards (municipality, case_id, step, round, person_id, activity_id, version, open) VALUES ($m,$c,$s,$r,$p,$a,$v,$o)",
                ("m", copy.Case.Municipality), ("c", copy.Case.CaseId), ("s", copy.Step), ("r", copy.Round), ("p", copy.PersonId), ("a", copy.ActivityId), ("v", copy.Version), ("o", copy.Open)),
            cancellation);

    public Task DropAsync(CardCopy copy, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "DELETE FROM teams_cards WHERE municipality=$m AND case_id=$c AND step=$s AND round=$r AND person_id=$p",
                ("m", copy.Case.Municipality), ("c", copy.Case.CaseId), ("s", copy.Step), ("r", copy.Round), ("p", copy.PersonId)),
            cancellation);

    public Task<IReadOnlyList<CaseRef>> BehindAsync(int most, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CaseRef>>(
            connection => connection.Query(
                null,
                "SELECT c.municipality, c.case_id FROM cases c LEFT JOIN teams_shown s USING (municipality, case_id) WHERE c.version > COALESCE(s.version, 0) ORDER BY c.closed, c.safe_due IS NULL, c.safe_due LIMIT $n",
                row => new CaseRef(row.Text("municipality")!, row.Text("case_id")!),
                ("n", most)),
            cancellation);

    public Task CaughtUpAsync(CaseRef reference, long version, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction,
                "INSERT OR REPLACE INTO teams_shown (municipality, case_id, version) VALUES ($m,$c,$v)",
                ("m", reference.Municipality), ("c", reference.CaseId), ("v", version)),
            cancellation);

    public Task OweAsync(CaseRef reference, CancellationToken cancellation) =>
        database.WriteAsync(
            (connection, transaction) => connection.Run(
                transaction, "DELETE FROM teams_shown WHERE municipality=$m AND case_id=$c", ("m", reference.Municipality), ("c", reference.CaseId)),
            cancellation);

    private static TeamsConversation Conversation(SqliteDataReader row) => new()
    {
        PersonId = row.Text("person_id")!,
        ServiceUrl = new Uri(row.Text("service_url")!),
        ConversationId = row.Text("conversation_id")!,
        UserId = row.Text("user_id")!,
        BotId = row.Text("bot_id")!,
    };
}
