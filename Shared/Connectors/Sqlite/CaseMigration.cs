using System.Text.Json;
using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>Fills columns that a new version of the schema added to the rows of lists.</summary>
internal static class CaseMigration
{
    /// <summary>From this version on, only what restricted cases say was added.</summary>
    private const int Version6 = 6;

    /// <param name="connection">To the store.</param>
    /// <param name="transaction">In which its tables were changed.</param>
    /// <param name="from">The version of the store as it was found.</param>
    public static void FillRows(SqliteConnection connection, SqliteTransaction transaction, int from)
    {
        var which = from < Version6 ? string.Empty : " WHERE restricted=1";
        foreach (var reference in connection.Query(transaction, $"SELECT municipality, case_id FROM cases{which}", row => new CaseRef(row.GetString(0), row.GetString(1))))
        {
            try
            {
                CaseProjection.WriteRow(connection, transaction, SqliteCaseJournal.Load(connection, transaction, reference)!);
            }
            catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or NullReferenceException)
            {
                // A case that cannot be folded keeps its row as it is: verify-journal names it, and the others must open.
            }
        }
    }
}
