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

    private static void WriteRow(SqliteConnection connection, SqliteTransaction transaction, CaseRecord record)
    {
        var state = record.State;
        var standing = record.Standing;
        var (due, safeDue) = ShownDates.Of(state);
        connection.Run(
            transaction,
            """
            INSERT INTO cases (municipality, case_id, version, number, applicant_name, service_id, stage, waits_for, role, assignee, received_on, due, safe_due, urgent, outcome, closed, state, restricted)
            VALUES ($m,$c,$v,$number,$name,$service,$stage,$waits,$role,$assignee,$received,$due,$safe,$urgent,$outcome,$closed,$state,$restricted)
            ON CONFLICT (municipality, case_id) DO UPDATE SET version=excluded.version, number=excluded.number, applicant_name=excluded.applicant_name,
              service_id=excluded.service_id, stage=excluded.stage, waits_for=excluded.waits_for, role=excluded.role, assignee=excluded.assignee, due=excluded.due,
              safe_due=excluded.safe_due, urgent=excluded.urgent, outcome=excluded.outcome, closed=excluded.closed, state=excluded.state, restricted=excluded.restricted
            """,
            ("m", record.Case.Municipality),
            ("c", record.Case.CaseId),
            ("v", record.Version),
            ("number", state.Number),
            ("name", state.Received!.Applicant.FullName),
            ("service", state.ServiceId),
            ("stage", standing.Stage),
            ("waits", string.Join(',', standing.Waits.Select(w => w.Step))),
            ("role", RoleOf(standing)),
            ("assignee", state.Assignee),
            ("received", state.Received.ReceivedOn),
            ("due", due),
            ("safe", safeDue),
            ("urgent", state.Received.Urgent),
            ("outcome", state.Approval is null ? null : state.Outcome),
            ("closed", state.Closed is not null),
            ("state", JournalChain.WriteState(state)),
            ("restricted", state.IsRestricted));
    }

    /// <summary>Who acts next; after the notice the person who has something to do, not the term that runs beside it.</summary>
    private static string RoleOf(Standing standing)
    {
        var waits = standing.Waits;
        var acting = waits.FirstOrDefault(w => Steps.AfterNotice.Contains(w.Step) && w.Role != Roles.Time);
        return acting?.Role ?? (waits.Count == 0 ? string.Empty : waits[0].Role);
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
