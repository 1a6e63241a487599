"""The statements of each step of the ledger (`store.migrations`). One that was released is never
edited.

Columns hold what is queried; `record` holds the whole value as JSON. Days and instants are ISO
text, instants in UTC. `seq` is the order of arrival.
"""

INITIAL = (
    """
    CREATE TABLE captures (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        source TEXT NOT NULL,
        url TEXT NOT NULL,
        fetched_at TEXT NOT NULL,
        sha256 TEXT NOT NULL,          -- of the raw body
        media_type TEXT,
        file_name TEXT,
        parent TEXT,                   -- no foreign key: evidence is never refused
        listed TEXT NOT NULL,          -- JSON of Listed
        body BLOB NOT NULL             -- zlib
    )
    """,
    "CREATE INDEX captures_url ON captures (url, seq)",
    "CREATE INDEX captures_source ON captures (source, url)",
    """
    CREATE TRIGGER captures_keep_update BEFORE UPDATE ON captures
    BEGIN SELECT RAISE(ABORT, 'captures are evidence: they are never changed'); END
    """,
    """
    CREATE TRIGGER captures_keep_delete BEFORE DELETE ON captures
    BEGIN SELECT RAISE(ABORT, 'captures are evidence: they are never deleted'); END
    """,
    """
    CREATE TABLE documents (
        id TEXT PRIMARY KEY,
        capture TEXT NOT NULL REFERENCES captures (id),
        first_read_at TEXT NOT NULL    -- reading again under new rules is no new arrival
    ) WITHOUT ROWID
    """,
    "CREATE INDEX documents_capture ON documents (capture)",
    "CREATE INDEX documents_first_read ON documents (first_read_at)",
    """
    CREATE TABLE readings (
        document TEXT NOT NULL REFERENCES documents (id),
        rules_version TEXT NOT NULL,
        read_at TEXT NOT NULL,
        kind TEXT NOT NULL,            -- NoticeKind
        title TEXT NOT NULL,
        record TEXT NOT NULL,          -- JSON of Reading
        PRIMARY KEY (document, rules_version)
    )
    """,
    """
    CREATE TABLE failures (
        capture TEXT NOT NULL REFERENCES captures (id),
        rules_version TEXT NOT NULL,
        read_at TEXT NOT NULL,
        record TEXT NOT NULL,          -- JSON of Problem
        PRIMARY KEY (capture, rules_version)
    )
    """,
    """
    CREATE TABLE versions (
        id TEXT PRIMARY KEY,
        instrument TEXT NOT NULL,
        title TEXT NOT NULL,
        seen_on TEXT NOT NULL,
        published_on TEXT,
        record TEXT NOT NULL           -- JSON of Version
    )
    """,
    "CREATE INDEX versions_instrument ON versions (instrument)",
    """
    CREATE TABLE version_documents (
        version TEXT NOT NULL REFERENCES versions (id),
        document TEXT NOT NULL REFERENCES documents (id),
        PRIMARY KEY (version, document)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX version_documents_document ON version_documents (document)",
    """
    CREATE TABLE vectors (
        model TEXT NOT NULL,
        key TEXT NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (model, key)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE matches (
        document TEXT PRIMARY KEY REFERENCES documents (id),
        rules_version TEXT NOT NULL,
        register_version TEXT NOT NULL,
        record TEXT NOT NULL           -- JSON of Affected
    )
    """,
    """
    CREATE TABLE verdicts (
        obligation TEXT NOT NULL,      -- no foreign key: a line may leave the register and return
        document TEXT NOT NULL,
        verdict TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (obligation, document)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE stories (
        id TEXT PRIMARY KEY,
        record TEXT NOT NULL           -- JSON of Story
    )
    """,
    """
    CREATE TABLE story_documents (     -- the lead and every member
        document TEXT PRIMARY KEY REFERENCES documents (id),
        story TEXT NOT NULL REFERENCES stories (id) ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    "CREATE INDEX story_documents_story ON story_documents (story)",
    """
    CREATE TABLE story_edits (         -- made by hand, replayed in order
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        record TEXT NOT NULL           -- JSON of StoryEdit
    )
    """,
    """
    CREATE TABLE register (
        id TEXT PRIMARY KEY,
        record TEXT NOT NULL           -- JSON of Obligation
    ) WITHOUT ROWID
    """,
    "CREATE TABLE done_once (what TEXT PRIMARY KEY) WITHOUT ROWID",  # e.g. the starter was put in
    """
    CREATE TABLE subscriptions (
        id TEXT PRIMARY KEY,
        record TEXT NOT NULL           -- JSON of Subscription
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE digests (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        subscription TEXT NOT NULL,
        until TEXT NOT NULL,
        record TEXT NOT NULL           -- JSON of Digest
    )
    """,
    "CREATE INDEX digests_subscription ON digests (subscription, until)",
    """
    CREATE TABLE deliveries (          -- the outbox
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,       -- idempotency key
        digest TEXT NOT NULL REFERENCES digests (id),
        subscription TEXT NOT NULL,
        channel TEXT NOT NULL,
        address TEXT NOT NULL,
        part INTEGER NOT NULL,
        payload TEXT NOT NULL,
        state TEXT NOT NULL,           -- DeliveryState
        attempts INTEGER NOT NULL,
        not_before TEXT,
        error TEXT,
        claimed_at TEXT,
        settled_at TEXT
    )
    """,
    "CREATE INDEX deliveries_digest ON deliveries (digest, channel, address, part)",
    "CREATE INDEX deliveries_open ON deliveries (seq) WHERE state IN ('pending', 'claimed')",
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        command TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,              -- NULL: killed, or still running
        summary TEXT NOT NULL,         -- JSON object
        problems TEXT NOT NULL         -- JSON list of Problem
    )
    """,
    """
    CREATE TABLE source_outcomes (
        run INTEGER NOT NULL REFERENCES runs (id),
        source TEXT NOT NULL,
        at TEXT NOT NULL,
        health TEXT NOT NULL,
        record TEXT NOT NULL,          -- JSON of SourceOutcome
        PRIMARY KEY (run, source)
    )
    """,
    "CREATE INDEX source_outcomes_source ON source_outcomes (source, at)",
)

TEMPLATES = (
    """
    CREATE TABLE shown (               -- whose pages a document counts among
        document TEXT PRIMARY KEY REFERENCES documents (id),
        source TEXT NOT NULL,
        publisher TEXT NOT NULL,       -- "" where nothing says
        arrival INTEGER NOT NULL,      -- captures.seq
        learned_from INTEGER NOT NULL  -- 0: templates were not looked for since it was read
    ) WITHOUT ROWID
    """,
    "CREATE INDEX shown_publisher ON shown (source, publisher, arrival)",
    "CREATE INDEX shown_fresh ON shown (source, publisher) WHERE learned_from = 0",
    """
    CREATE TABLE templates (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,       -- of source, publisher and comparison key
        source TEXT NOT NULL,
        publisher TEXT NOT NULL,
        text TEXT NOT NULL,
        documents INTEGER NOT NULL,    -- that taught it
        first_document TEXT NOT NULL,
        last_document TEXT NOT NULL,
        learned_at TEXT NOT NULL,
        revoked_at TEXT                -- never learned again
    )
    """,
    """
    CREATE TABLE template_drops (      -- which documents lost a block by which template
        document TEXT NOT NULL REFERENCES documents (id),
        template TEXT NOT NULL REFERENCES templates (id),
        PRIMARY KEY (document, template)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX template_drops_template ON template_drops (template)",
    """
    CREATE TABLE rereads (             -- read, but under other templates than are in force
        capture TEXT PRIMARY KEY REFERENCES captures (id)
    ) WITHOUT ROWID
    """,
)

CHAINS = (
    """
    CREATE TABLE titles (              -- which chain the texts under a title are in
        own TEXT PRIMARY KEY,          -- instrument the title names by itself
        instrument TEXT NOT NULL,      -- whose chain it is in
        words TEXT NOT NULL,           -- what near titles share; "" for a text without a title
        by_hand INTEGER NOT NULL,
        at TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX titles_words ON titles (words)",
    "CREATE INDEX titles_instrument ON titles (instrument)",
)

FACES = (
    """
    CREATE TABLE faces (               -- releases as stories compare them
        seq INTEGER PRIMARY KEY,
        document TEXT NOT NULL UNIQUE REFERENCES documents (id),
        rules_version TEXT NOT NULL,
        record TEXT NOT NULL           -- JSON of Face
    )
    """,
    """
    CREATE TABLE face_keys (           -- under which releases of like text or event are found
        key INTEGER NOT NULL,
        face INTEGER NOT NULL REFERENCES faces (seq) ON DELETE CASCADE,
        PRIMARY KEY (key, face)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX face_keys_face ON face_keys (face)",
    """
    CREATE TABLE ties (                -- each in both directions
        one INTEGER NOT NULL REFERENCES faces (seq) ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES faces (seq) ON DELETE CASCADE,
        kinship TEXT NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX ties_other ON ties (other)",
)

SAID = (
    """
    CREATE TABLE said (                -- what people said of matches; the last word counts
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        obligation TEXT NOT NULL,      -- no foreign key: a line may leave the register and return
        document TEXT NOT NULL,
        words TEXT NOT NULL,           -- of the key of its text; "" for verdicts older than this
        verdict TEXT NOT NULL,         -- Verdict; suggested takes back
        score REAL,                    -- of the match as it stood
        rules_version TEXT,            -- that gave the score
        said_by TEXT,
        note TEXT,
        at TEXT NOT NULL
    )
    """,
    "CREATE INDEX said_document ON said (document)",
    "CREATE INDEX said_words ON said (words)",
    """
    CREATE TRIGGER said_keep_update BEFORE UPDATE ON said
    BEGIN SELECT RAISE(ABORT, 'verdicts are kept: say the new one'); END
    """,
    """
    CREATE TRIGGER said_keep_delete BEFORE DELETE ON said
    BEGIN SELECT RAISE(ABORT, 'verdicts are kept: take one back by saying so'); END
    """,
    """
    INSERT INTO said (obligation, document, words, verdict, at)
    SELECT obligation, document, '', verdict, at FROM verdicts ORDER BY at, obligation, document
    """,
    "DROP TABLE verdicts",
    """
    CREATE TABLE shipped (             -- lines of the starter register as they came, to tell what
        id TEXT PRIMARY KEY,           -- the user changed in them
        record TEXT NOT NULL           -- JSON of Obligation
    ) WITHOUT ROWID
    """,
)

GISTS = (
    """
    CREATE TABLE gists (               -- what of a report is compared with others of its event
        face INTEGER PRIMARY KEY REFERENCES faces (seq) ON DELETE CASCADE,
        record TEXT NOT NULL           -- JSON of Gist
    )
    """,
)

BESIDE = (
    # Which instrument of a page it is: 0 the main text, 1 the first beside it.
    "ALTER TABLE version_documents ADD COLUMN place INTEGER NOT NULL DEFAULT 0",
)

ACTS = (
    """
    CREATE TABLE acts (                -- repeals and amendments of what another document carries
        document TEXT NOT NULL REFERENCES documents (id),
        instrument TEXT NOT NULL,      -- id of the title that is named; its chain is in titles
        record TEXT NOT NULL           -- JSON of Act
    )
    """,
    "CREATE INDEX acts_instrument ON acts (instrument)",
    "CREATE INDEX acts_document ON acts (document)",
)
