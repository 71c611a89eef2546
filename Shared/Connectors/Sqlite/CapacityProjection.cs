using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>Places and queues as the journal's events leave them; committed with the event.</summary>
internal static class CapacityProjection
{
    /// <summary>The case whose place this one takes over: it was offered from the queue, or goes on after a renewal. Empty: none.</summary>
    public static string TakenOverFrom(CaseState state) =>
        state.Received?.Origin is { Kind: SiblingKinds.Place or SiblingKinds.Renewal } origin ? origin.CaseId : string.Empty;

    /// <summary>The place of the former case becomes this one's.</summary>
    public static void TakeOver(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record)
    {
        if (TakenOverFrom(record.State) is { Length: > 0 } former)
        {
            connection.Run(transaction, "DELETE FROM places WHERE municipality=$m AND case_id=$c", ("m", record.Case.Municipality), ("c", former));
        }
    }

    public static void Write(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record, JournalEntry entry)
    {
        var (m, c) = (record.Case.Municipality, record.Case.CaseId);
        switch (entry.Event)
        {
            case ApplicationReceived { Origin: { Kind: SiblingKinds.Place } origin }:
                Run("UPDATE places SET case_id=$c WHERE municipality=$m AND case_id=$o", ("o", origin.CaseId));
                break;
            case QueueJoined joined:
                Run("INSERT INTO queue (municipality, facility_id, case_id, joined_at, offered) VALUES ($m,$f,$c,$at,0)", ("f", joined.FacilityId), ("at", entry.At));
                break;
            case PlaceOffered offer:
                Run("INSERT INTO places (municipality, facility_id, case_id) VALUES ($m,$f,$c)", ("f", offer.FacilityId));
                Run("UPDATE queue SET offered=1 WHERE municipality=$m AND case_id=$c");
                break;
            case OfferAnswered { Answer: OfferAnswers.Accepted }:
                Run("DELETE FROM queue WHERE municipality=$m AND case_id=$c");
                break;
            case OfferAnswered { Answer: OfferAnswers.Declined } or QueueLeft:
                Run("DELETE FROM queue WHERE municipality=$m AND case_id=$c");
                Release();
                break;
            case OfferAnswered or OfferLapsed:
                Run("UPDATE queue SET offered=0, joined_at=$at WHERE municipality=$m AND case_id=$c", ("at", entry.At));
                Release();
                break;
            case ServiceEnded:
                Release();
                break;
        }

        void Release() => Run("DELETE FROM places WHERE municipality=$m AND case_id=$c");

        void Run(string sql, params (string Name, object? Value)[] more) => connection.Run(transaction, sql, [("m", m), ("c", c), .. more]);
    }
}
