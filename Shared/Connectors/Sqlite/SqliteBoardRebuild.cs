using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>Empties board, keys and places and writes them from the journal, in one commit.</summary>
public sealed class SqliteBoardRebuild(CaseDatabase database, CaseIndexKeys keys) : IBoardRebuild
{
    public Task<int> RebuildAsync(CancellationToken cancellation) => database.WriteAsync(
        (connection, transaction) =>
        {
            foreach (var table in ProjectionCheck.Tables)
            {
                connection.Run(transaction, $"DELETE FROM {table}");
            }

            var cases = connection.Query(
                transaction, "SELECT DISTINCT municipality, case_id FROM journal", row => new CaseRef(row.GetString(0), row.GetString(1)));
            foreach (var reference in cases)
            {
                ProjectionCheck.Replay(connection, transaction, SqliteCaseJournal.Load(connection, transaction, reference)!, keys);
            }

            return cases.Count;
        },
        cancellation);
}
