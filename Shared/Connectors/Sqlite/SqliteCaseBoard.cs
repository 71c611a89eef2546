using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

public sealed class SqliteCaseBoard(CaseDatabase database, CaseIndexKeys keys) : ICaseBoard
{
    public Task<IReadOnlyList<CaseRow>> ListAsync(string municipality, string? assignee, bool includeClosed, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CaseRow>>(
            connection => connection.Query(
                null,
                """
                SELECT * FROM cases WHERE municipality=$m AND ($a IS NULL OR assignee=$a) AND (closed=0 OR $all=1)
                ORDER BY closed, urgent DESC, safe_due IS NULL, safe_due, received_on, case_id
                """,
                Row,
                ("m", municipality), ("a", assignee), ("all", includeClosed)),
            cancellation);

    public Task<BoardPage> PageAsync(BoardQuery query, CancellationToken cancellation) =>
        database.ReadAsync(connection => BoardSql.Page(connection, query, Row), cancellation);

    public Task<IReadOnlyList<RestrictedCase>> RestrictedAsync(string municipality, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<RestrictedCase>>(
            connection => connection.Query(
                null,
                "SELECT case_id, number, assignee, readers FROM cases INDEXED BY cases_restricted WHERE municipality=$m AND restricted=1 ORDER BY case_id",
                row => new RestrictedCase(new CaseRef(municipality, row.GetString(0)), row.Text("number"), row.Text("assignee"), CaseRows.ReadReaders(row.Text("readers"))),
                ("m", municipality)),
            cancellation);

    public Task<IReadOnlyList<BoardLoad>> LoadsAsync(string municipality, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<BoardLoad>>(
            connection => connection.Query(
                null,
                "SELECT assignee, role, COUNT(*) AS open FROM cases WHERE municipality=$m AND closed=0 GROUP BY assignee, role ORDER BY assignee, role",
                row => new BoardLoad(row.Text("assignee"), row.Text("role")!, (int)row.Long("open")),
                ("m", municipality)),
            cancellation);

    public Task<IReadOnlyList<CaseRef>> FindByPersonAsync(string municipality, string personalCode, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CaseRef>>(
            connection => connection.Query(
                null,
                "SELECT case_id FROM persons WHERE municipality=$m AND person_key=$k",
                row => new CaseRef(municipality, row.GetString(0)),
                ("m", municipality), ("k", keys.PersonKey(personalCode))),
            cancellation);

    public Task<CaseRef?> FindByMessageAsync(string municipality, IReadOnlyList<string> messageIds, CancellationToken cancellation) =>
        database.ReadAsync<CaseRef?>(
            connection =>
            {
                foreach (var id in messageIds)
                {
                    var found = connection.Query(
                        null,
                        """
                        SELECT cases.case_id FROM cases WHERE municipality=$m AND (
                          case_id IN (SELECT case_id FROM threads WHERE municipality=$m AND message_id=$t)
                          OR case_id IN (SELECT subject_id FROM sends WHERE municipality=$m AND message_id=$t))
                        ORDER BY received_on DESC LIMIT 1
                        """,
                        row => new CaseRef(municipality, row.GetString(0)),
                        ("m", municipality), ("t", id));
                    if (found.Count > 0)
                    {
                        return found[0];
                    }
                }

                return null;
            },
            cancellation);

    public Task<CaseRef?> FindByNumberAsync(string municipality, string number, CancellationToken cancellation) =>
        database.ReadAsync<CaseRef?>(
            connection =>
            {
                var found = connection.Query(
                    null,
                    "SELECT case_id FROM cases WHERE municipality=$m AND number=$n",
                    row => new CaseRef(municipality, row.GetString(0)),
                    ("m", municipality), ("n", number));
                return found.Count == 0 ? null : found[0];
            },
            cancellation);

    public Task<IReadOnlyList<CaseRef>> FindBySenderAsync(string municipality, string address, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<CaseRef>>(
            connection => connection.Query(
                null,
                "SELECT case_id FROM cases WHERE municipality=$m AND lower(state ->> '$.received.replyTo')=lower($a) ORDER BY received_on DESC, case_id LIMIT 10",
                row => new CaseRef(municipality, row.GetString(0)),
                ("m", municipality), ("a", address)),
            cancellation);

    public Task<CaseRef?> FindByAddressTokenAsync(string municipality, string token, CancellationToken cancellation) =>
        database.ReadAsync<CaseRef?>(
            connection =>
            {
                var found = connection.Query(
                    null,
                    "SELECT case_id FROM addresses WHERE municipality=$m AND token=$t",
                    row => new CaseRef(municipality, row.GetString(0)),
                    ("m", municipality), ("t", token));
                return found.Count == 0 ? null : found[0];
            },
            cancellation);

    private static CaseRow Row(SqliteDataReader row) => new()
    {
        Case = new CaseRef(row.Text("municipality")!, row.Text("case_id")!),
        Version = row.Long("version"),
        Number = row.Text("number"),
        ApplicantName = row.Text("applicant_name")!,
        ServiceId = row.Text("service_id"),
        Stage = row.Text("stage")!,
        WaitsFor = row.Text("waits_for")!,
        Role = row.Text("role")!,
        Assignee = row.Text("assignee"),
        ReceivedOn = row.Day("received_on")!.Value,
        Due = row.Day("due"),
        SafeDue = row.Day("safe_due"),
        Urgent = row.Long("urgent") == 1,
        Outcome = row.Text("outcome"),
        Closed = row.Long("closed") == 1,
        Provisional = row.Long("provisional") == 1,
        Rung = row.Text("rung"),
        Restricted = row.Long("restricted") == 1,
        Readers = CaseRows.ReadReaders(row.Text("readers")),
    };
}
