package dev.sluice.connector.crash;

import dev.sluice.pool.identity.fault.JournalEntry;
import java.util.Map;

/** What a request of a write is for, told from the request itself. */
enum Step {
    LOOK_AT_TARGET("looks at the target"),
    MAKE_EXTERNAL_OBJECTS("makes external objects over the staged files"),
    MAKE_TABLE("makes a table of its own, and loads it"),
    VERIFY("counts, compares, and asks for object ids"),
    BEGIN("begins the transaction"),
    INSERT("inserts in the transaction"),
    COMMIT("commits the transaction"),
    RENAME_ASIDE("renames the table aside"),
    RENAME("renames its own table to the target's name"),
    SWITCH("switches the rows"),
    DROP_TARGET("drops the external table to replace"),
    DEFINE("makes the external table"),
    CLEAN_UP("asks for and drops its own objects"),

    FORMER_WRITES("looks for former writes and the table's files"),
    BEAT("shows that it lives"),
    LEDGER("writes a step of the ledger"),
    STAGE("stages rows"),
    READ_STAGED("lists and reads staged rows"),
    LOOK_AT_PUBLISHED("looks at published files and whose they are"),
    MARK("marks the folder as its own"),
    MOVE("moves the staged folder"),
    DELETE_FILES("deletes files"),
    RECORD("puts on record how it has ended"),
    CLOSE_LEDGER("takes its entry out of the ledger");

    private final String words;

    Step(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }

    /** Tells what a statement is for. */
    static Step ofStatement(JournalEntry statement) {
        String text = statement.attributes().getOrDefault("text", "").strip();
        boolean own = text.contains("sluice_");
        if (text.startsWith("CREATE EXTERNAL TABLE")) {
            return text.startsWith("CREATE EXTERNAL TABLE [dbo].[crashed]") ? DEFINE : MAKE_EXTERNAL_OBJECTS;
        } else if (text.startsWith("CREATE EXTERNAL ")) {
            return MAKE_EXTERNAL_OBJECTS;
        } else if (text.startsWith("CREATE TABLE")) {
            return MAKE_TABLE;
        } else if (text.startsWith("BEGIN TRAN")) {
            return BEGIN;
        } else if (text.startsWith("INSERT INTO [dbo].[sluice_new_")) {
            return MAKE_TABLE;
        } else if (text.startsWith("INSERT")) {
            return INSERT;
        } else if (text.startsWith("COMMIT")) {
            return COMMIT;
        } else if (text.startsWith("RENAME OBJECT [dbo].[crashed]")) {
            return RENAME_ASIDE;
        } else if (text.startsWith("RENAME OBJECT")) {
            return RENAME;
        } else if (text.startsWith("ALTER TABLE")) {
            return SWITCH;
        } else if (text.startsWith("DROP EXTERNAL TABLE [dbo].[crashed]")) {
            return DROP_TARGET;
        } else if (text.startsWith("DROP")) {
            return CLEAN_UP;
        } else if (own && text.contains("sys.")) {
            return CLEAN_UP;
        }
        return own ? VERIFY : LOOK_AT_TARGET;
    }

    /** Tells what a request of the storage is for. */
    static Step ofStorage(JournalEntry request) {
        Map<String, String> attributes = request.attributes();
        String path = attributes.getOrDefault("path", "") + '?' + attributes.getOrDefault("query", "");
        String method = attributes.getOrDefault("method", "");
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (path.contains("/_sluice.json")) {
            return reads ? LOOK_AT_PUBLISHED : MARK;
        } else if (path.contains("/_sluice/live")) {
            return BEAT;
        } else if (path.contains("/_sluice/history")) {
            return reads ? FORMER_WRITES : RECORD;
        } else if (path.contains("_sluice")) {
            if (reads) {
                return FORMER_WRITES;
            }
            return method.equals("DELETE") ? CLOSE_LEDGER : LEDGER;
        } else if (attributes.getOrDefault("source", "").matches(".*/data/?")) {
            return MOVE;
        } else if (method.equals("DELETE")) {
            return path.contains("/data/") ? STAGE : DELETE_FILES;
        } else if (!path.contains("staging")) {
            return reads ? LOOK_AT_PUBLISHED : MOVE;
        }
        return reads ? READ_STAGED : STAGE;
    }
}
