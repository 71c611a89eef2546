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
            var written = 0;
            foreach (var record in cases.Select(c => SqliteCaseJournal.Load(connection, transaction, c)).OfType<CaseRecord>())
            {
                ProjectionCheck.Replay(connection, transaction, record, keys);
                written++;
            }

            return written;
        },
        cancellation);
}
