namespace SocialWorkflows.Connectors.Sqlite;

/// <summary>Version 10 of the case store. Municipality leads every key, so that no query can cross it by accident.</summary>
internal static class CaseSchema
{
    /// <summary>What version 2 added: queues, the places that people without a case hold, and the cards in Teams.</summary>
    private const string FromVersion1 = """
        CREATE TABLE queue (
            municipality TEXT NOT NULL,
            facility_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            joined_at TEXT NOT NULL,
            offered INTEGER NOT NULL,
            PRIMARY KEY (municipality, case_id)
        );
        CREATE INDEX queue_order ON queue (municipality, facility_id, joined_at, case_id);

        CREATE TABLE capacity (
            seq INTEGER PRIMARY KEY,
            municipality TEXT NOT NULL,
            facility_id TEXT NOT NULL,
            places INTEGER NOT NULL,
            note TEXT NOT NULL,
            by_whom TEXT NOT NULL,
            at TEXT NOT NULL,
            hash TEXT NOT NULL
        );
        CREATE INDEX capacity_newest ON capacity (municipality, facility_id, seq);
        CREATE TRIGGER capacity_append_only_update BEFORE UPDATE ON capacity BEGIN SELECT RAISE(ABORT, 'the capacity ledger is append-only'); END;
        CREATE TRIGGER capacity_append_only_delete BEFORE DELETE ON capacity BEGIN SELECT RAISE(ABORT, 'the capacity ledger is append-only'); END;

        CREATE TABLE teams_conversations (
            person_id TEXT PRIMARY KEY,
            service_url TEXT NOT NULL,
            conversation_id TEXT NOT NULL,
            user_id TEXT NOT NULL,
            bot_id TEXT NOT NULL
        );
        CREATE TABLE teams_cards (
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            step TEXT NOT NULL,
            round INTEGER NOT NULL,
            person_id TEXT NOT NULL,
            activity_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            open INTEGER NOT NULL,
            PRIMARY KEY (municipality, case_id, step, round, person_id)
        );
        CREATE TABLE teams_shown (municipality TEXT NOT NULL, case_id TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (municipality, case_id));
        """;

    /// <summary>What version 3 added: every id under which a mailbox offered a message, in what order messages are worked on, and what a remote mailbox must remember.</summary>
    private const string FromVersion2 = """
        CREATE TABLE deliveries (provider_id TEXT NOT NULL, intake_id TEXT NOT NULL, PRIMARY KEY (provider_id, intake_id));
        INSERT INTO deliveries SELECT provider_id, intake_id FROM intake;
        ALTER TABLE intake ADD COLUMN lane INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX intake_pending ON intake (municipality, disposition, lane, received_at, intake_id);
        CREATE INDEX cases_sender ON cases (municipality, lower(state ->> '$.received.replyTo'));
        CREATE TABLE mailbox_memory (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        """;

    /// <summary>What version 4 added: the mail as it was planned, urgency, leases and the provider's ids. Rows of before are seen to by the orchestrations that wait for them.</summary>
    private const string FromVersion3 = """
        ALTER TABLE sends ADD COLUMN round INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE sends ADD COLUMN lane INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE sends ADD COLUMN due_at TEXT;
        ALTER TABLE sends ADD COLUMN tried_at TEXT;
        ALTER TABLE sends ADD COLUMN lease TEXT;
        ALTER TABLE sends ADD COLUMN content_id TEXT;
        ALTER TABLE sends ADD COLUMN provider_id TEXT;
        ALTER TABLE sends ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX sends_due ON sends (lane, planned_at, operation_id) WHERE due_at IS NOT NULL;
        CREATE INDEX sends_tried ON sends (tried_at) WHERE tried_at IS NOT NULL;
        """;

    /// <summary>What version 5 added: who looked at what, and which cases are restricted. No case of before was.</summary>
    private const string FromVersion4 = """
        CREATE TABLE looks (
            municipality TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            number INTEGER NOT NULL,
            person_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            what TEXT,
            reason TEXT,
            at TEXT NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (municipality, subject_id, number)
        );
        CREATE TABLE look_heads (municipality TEXT NOT NULL, subject_id TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (municipality, subject_id));
        CREATE TRIGGER looks_append_only_update BEFORE UPDATE ON looks BEGIN SELECT RAISE(ABORT, 'the looks are append-only'); END;
        CREATE TRIGGER looks_append_only_delete BEFORE DELETE ON looks BEGIN SELECT RAISE(ABORT, 'the looks are append-only'); END;
        ALTER TABLE cases ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>
    /// What version 6 added: lists that are read from an index alone, however large the states are, and books that only grow. The new columns are
    /// filled from the journal (<see cref="CaseMigration"/>).
    /// </summary>
    private const string FromVersion5 = """
        ALTER TABLE cases ADD COLUMN search TEXT NOT NULL DEFAULT '';
        ALTER TABLE cases ADD COLUMN provisional INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cases ADD COLUMN rung TEXT;
        DROP INDEX cases_due;
        CREATE INDEX cases_by_due ON cases (municipality, closed, safe_due IS NULL, safe_due, received_on, case_id, assignee, role, service_id, stage, waits_for, search);
        CREATE INDEX cases_by_urgency ON cases (municipality, closed, urgent DESC, safe_due IS NULL, safe_due, received_on, case_id, assignee, role, service_id, stage, waits_for, search);
        CREATE INDEX cases_load ON cases (municipality, closed, assignee, role);

        CREATE INDEX cases_restricted ON cases (municipality, case_id) WHERE restricted=1;

        CREATE TABLE books (
            municipality TEXT NOT NULL,
            book TEXT NOT NULL,
            number INTEGER NOT NULL,
            at TEXT NOT NULL,
            by_whom TEXT NOT NULL,
            body TEXT NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (municipality, book, number)
        );
        CREATE TRIGGER books_append_only_update BEFORE UPDATE ON books BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
        CREATE TRIGGER books_append_only_delete BEFORE DELETE ON books BEGIN SELECT RAISE(ABORT, 'a book is append-only'); END;
        """;

    /// <summary>What version 7 added: a key of each case, and the destruction list. Once a key is destroyed, plain entries of before may be emptied, and nothing brings it back.</summary>
    private const string FromVersion6 = """
        CREATE TABLE case_keys (municipality TEXT NOT NULL, case_id TEXT NOT NULL, key BLOB, destroyed_at TEXT, PRIMARY KEY (municipality, case_id));
        CREATE TRIGGER case_keys_destroyed_update BEFORE UPDATE ON case_keys WHEN OLD.destroyed_at IS NOT NULL OR (NEW.key IS NOT NULL AND NEW.key IS NOT OLD.key)
          BEGIN SELECT RAISE(ABORT, 'the key of a case is made once and destroyed once'); END;
        CREATE TRIGGER case_keys_destroyed_delete BEFORE DELETE ON case_keys BEGIN SELECT RAISE(ABORT, 'the key of a case is made once and destroyed once'); END;
        DROP TRIGGER journal_append_only_update;
        CREATE TRIGGER journal_append_only_update BEFORE UPDATE ON journal
          WHEN NOT (NEW.body='' AND OLD.body LIKE '{%' AND NEW.seq=OLD.seq AND NEW.municipality=OLD.municipality AND NEW.case_id=OLD.case_id AND NEW.version=OLD.version
            AND NEW.key=OLD.key AND NEW.generation=OLD.generation AND NEW.at=OLD.at AND NEW.hash=OLD.hash AND NEW.link=OLD.link
            AND EXISTS (SELECT 1 FROM case_keys AS k WHERE k.municipality=OLD.municipality AND k.case_id=OLD.case_id AND k.destroyed_at IS NOT NULL))
          BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

        CREATE TABLE retention (
            municipality TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            state TEXT NOT NULL,
            due_on TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (municipality, kind, subject_id)
        );
        CREATE INDEX retention_state ON retention (municipality, state, due_on);
        """;

    /// <summary>What version 8 added: where the looks of a subject begin. One may be deleted only once that is written down.</summary>
    private const string FromVersion7 = """
        ALTER TABLE look_heads ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE look_heads ADD COLUMN cut_hash TEXT;
        DROP TRIGGER looks_append_only_delete;
        CREATE TRIGGER looks_append_only_delete BEFORE DELETE ON looks
          WHEN NOT EXISTS (SELECT 1 FROM look_heads AS h WHERE h.municipality=OLD.municipality AND h.subject_id=OLD.subject_id AND h.cut>=OLD.number)
          BEGIN SELECT RAISE(ABORT, 'the looks are append-only'); END;
        """;

    /// <summary>
    /// What version 9 added: whom a restricted case lets in, so that lists need no journal for it, and who broke a glass lately. The new column is filled from the
    /// journal (<see cref="CaseMigration"/>).
    /// </summary>
    private const string FromVersion8 = """
        ALTER TABLE cases ADD COLUMN readers TEXT;
        DROP INDEX cases_by_due;
        DROP INDEX cases_by_urgency;
        DROP INDEX cases_restricted;
        CREATE INDEX cases_by_due ON cases (municipality, closed, safe_due IS NULL, safe_due, received_on, case_id, assignee, role, service_id, stage, waits_for, search, restricted);
        CREATE INDEX cases_by_urgency ON cases (municipality, closed, urgent DESC, safe_due IS NULL, safe_due, received_on, case_id, assignee, role, service_id, stage, waits_for, search, restricted);
        CREATE INDEX cases_restricted ON cases (municipality, case_id, number, assignee, readers) WHERE restricted=1;
        CREATE INDEX looks_glass ON looks (municipality, person_id, at, subject_id) WHERE kind='glass';
        """;

    /// <summary>What makes the present version out of each one before, by the version it starts from.</summary>
    /// <summary>What version 10 added: tasks in English, too.</summary>
    private const string FromVersion9 = "ALTER TABLE tasks ADD COLUMN english TEXT;";

    public static IReadOnlyDictionary<int, string> Steps { get; } = new Dictionary<int, string> { [1] = FromVersion1, [2] = FromVersion2, [3] = FromVersion3, [4] = FromVersion4, [5] = FromVersion5, [6] = FromVersion6, [7] = FromVersion7, [8] = FromVersion8, [9] = FromVersion9 };

    public const string Sql = Version1 + FromVersion1 + FromVersion2 + FromVersion3 + FromVersion4 + FromVersion5 + FromVersion6 + FromVersion7 + FromVersion8 + FromVersion9;

    private const string Version1 = """
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            key TEXT NOT NULL,
            generation INTEGER NOT NULL,
            at TEXT NOT NULL,
            body TEXT NOT NULL,
            hash TEXT NOT NULL,
            link TEXT NOT NULL,
            UNIQUE (municipality, case_id, version)
        );
        CREATE INDEX journal_key ON journal (municipality, case_id, key);
        CREATE TRIGGER journal_append_only_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER journal_append_only_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

        CREATE TABLE chain_heads (municipality TEXT PRIMARY KEY, entries INTEGER NOT NULL, link TEXT NOT NULL);

        CREATE TABLE cases (
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            number TEXT,
            applicant_name TEXT NOT NULL,
            service_id TEXT,
            stage TEXT NOT NULL,
            waits_for TEXT NOT NULL,
            role TEXT NOT NULL,
            assignee TEXT,
            received_on TEXT NOT NULL,
            due TEXT,
            safe_due TEXT,
            urgent INTEGER NOT NULL,
            outcome TEXT,
            closed INTEGER NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (municipality, case_id)
        );
        CREATE INDEX cases_due ON cases (municipality, closed, safe_due);
        CREATE UNIQUE INDEX cases_number ON cases (municipality, number) WHERE number IS NOT NULL;

        CREATE TABLE counters (municipality TEXT NOT NULL, series TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (municipality, series));
        CREATE TABLE places (municipality TEXT NOT NULL, facility_id TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (municipality, case_id));
        CREATE TABLE persons (municipality TEXT NOT NULL, person_key TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (municipality, person_key, case_id));
        CREATE TABLE threads (municipality TEXT NOT NULL, message_id TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (municipality, message_id, case_id));
        CREATE TABLE addresses (municipality TEXT NOT NULL, token TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (municipality, token));

        CREATE TABLE marks (
            id INTEGER PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            generation INTEGER NOT NULL,
            version INTEGER NOT NULL,
            event_names TEXT NOT NULL,
            starts INTEGER NOT NULL
        );

        CREATE TABLE intake (
            intake_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            number TEXT NOT NULL,
            provider_id TEXT NOT NULL,
            message_id TEXT NOT NULL,
            content_hash TEXT NOT NULL,
            size INTEGER NOT NULL,
            received_at TEXT NOT NULL,
            disposition TEXT NOT NULL,
            case_id TEXT,
            reason TEXT,
            by_whom TEXT,
            ended_at TEXT,
            UNIQUE (municipality, number)
        );
        CREATE INDEX intake_disposition ON intake (municipality, disposition);

        CREATE TABLE sends (
            operation_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            channel TEXT NOT NULL,
            message_id TEXT NOT NULL,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            planned_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            detail TEXT
        );
        CREATE INDEX sends_message ON sends (municipality, message_id);
        CREATE INDEX sends_state ON sends (municipality, state);

        CREATE TABLE tasks (
            municipality TEXT NOT NULL,
            key TEXT NOT NULL,
            role TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject_id TEXT,
            text TEXT NOT NULL,
            raised_at TEXT NOT NULL,
            closed_at TEXT,
            closed_by TEXT,
            note TEXT,
            PRIMARY KEY (municipality, key)
        );
        """;
}
