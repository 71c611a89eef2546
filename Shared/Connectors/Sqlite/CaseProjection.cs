using Microsoft.Data.Sqlite;
using SocialWorkflows.Casework.Cases;

namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>Keeps the rows that lists and look-ups read; everything here can be rebuilt from the journal.</summary>
internal static class CaseProjection
{
    public static void Write(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record, IReadOnlyList<JournalEntry> added, CaseIndexKeys keys)
    {
        WriteRow(connection, transaction, record);
        foreach (var entry in added)
        {
            Index(connection, transaction, record, entry, keys);
        }
    }

    internal static void WriteRow(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record)
    {
        var row = CaseRows.Of(record);
        connection.Run(
            transaction,
            """
            INSERT INTO cases (municipality, case_id, version, number, applicant_name, service_id, stage, waits_for, role, assignee, received_on, due, safe_due, urgent, outcome, closed, state, restricted, search, provisional, rung, readers)
            VALUES ($m,$c,$v,$number,$name,$service,$stage,$waits,$role,$assignee,$received,$due,$safe,$urgent,$outcome,$closed,$state,$restricted,$search,$provisional,$rung,$readers)
            ON CONFLICT (municipality, case_id) DO UPDATE SET version=excluded.version, number=excluded.number, applicant_name=excluded.applicant_name,
              service_id=excluded.service_id, stage=excluded.stage, waits_for=excluded.waits_for, role=excluded.role, assignee=excluded.assignee, due=excluded.due,
              safe_due=excluded.safe_due, urgent=excluded.urgent, outcome=excluded.outcome, closed=excluded.closed, state=excluded.state, restricted=excluded.restricted,
              search=excluded.search, provisional=excluded.provisional, rung=excluded.rung, readers=excluded.readers
            """,
            ("m", row.Case.Municipality),
            ("c", row.Case.CaseId),
            ("v", row.Version),
            ("number", row.Number),
            ("name", row.ApplicantName),
            ("service", row.ServiceId),
            ("stage", row.Stage),
            ("waits", row.WaitsFor),
            ("role", row.Role),
            ("assignee", row.Assignee),
            ("received", row.ReceivedOn),
            ("due", row.Due),
            ("safe", row.SafeDue),
            ("urgent", row.Urgent),
            ("outcome", row.Outcome),
            ("closed", row.Closed),
            ("state", JournalChain.WriteState(record.State)),
            ("restricted", row.Restricted),
            ("search", CaseRows.SearchText(row)),
            ("provisional", row.Provisional),
            ("rung", row.Rung),
            ("readers", CaseRows.WriteReaders(row.Readers)));
    }

    private static void Index(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record, JournalEntry entry, CaseIndexKeys keys)
    {
        var (m, c) = (record.Case.Municipality, record.Case.CaseId);
        switch (entry.Event)
        {
            case ApplicationReceived received:
                if (received.Applicant.PersonalCode.Length > 0)
                {
                    Person(received.Applicant.PersonalCode);
                }

                connection.Run(
                    transaction,
                    "INSERT OR IGNORE INTO addresses (municipality, token, case_id) VALUES ($m,$t,$c)",
                    ("m", m), ("t", keys.AddressToken(record.Case)), ("c", c));
                if (received.Origin is null)
                {
                    // Answers to the message itself go to the case it opened; a sibling has its own address and mails.
                    Thread(received.MessageId);
                }

                break;
            case MessageFiled filed:
                Thread(filed.MessageId);
                break;
            case IdentityRecorded { OtherCode: { } other }:
                Person(other);
                break;
            case IncomeAssessed { MemberCodes: { } codes }:
                foreach (var code in codes)
                {
                    Person(code);
                }

                break;
            case DecisionApproved when Outcomes.TakesPlace(record.State.Outcome!) && record.State.Proposal?.FacilityId is { } facility:
                CapacityProjection.TakeOver(connection, transaction, record);
                Take(facility);
                break;
            case DecisionApproved when !Outcomes.TakesPlace(record.State.Outcome!):
                connection.Run(transaction, "DELETE FROM places WHERE municipality=$m AND case_id=$c", ("m", m), ("c", c));
                break;
            case PersonAdmitted { FacilityId: { } facility }:
                Take(facility);
                break;
        }

        CapacityProjection.Write(connection, transaction, record, entry);

        void Person(string personalCode) => connection.Run(
            transaction,
            "INSERT OR IGNORE INTO persons (municipality, person_key, case_id) VALUES ($m,$k,$c)",
            ("m", m), ("k", keys.PersonKey(personalCode)), ("c", c));

        void Thread(string messageId)
        {
            if (messageId.Length > 0)
            {
                connection.Run(
                    transaction,
                    "INSERT OR IGNORE INTO threads (municipality, message_id, case_id) VALUES ($m,$t,$c)",
                    ("m", m), ("t", messageId), ("c", c));
            }
        }

        void Take(string facility) => connection.Run(
            transaction,
            "INSERT INTO places (municipality, facility_id, case_id) VALUES ($m,$f,$c) ON CONFLICT (municipality, case_id) DO UPDATE SET facility_id=excluded.facility_id",
            ("m", m), ("f", facility), ("c", c));
    }
}
