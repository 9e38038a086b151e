package dev.sluice.pool.sql.tsql;

import dev.sluice.pool.sql.session.SqlError;
import java.util.List;

/** Reads a batch of T-SQL. */
public final class TsqlParser {

    private TsqlParser() {}

    /**
     * Reads a batch.
     *
     * @throws SqlError 102 and its like for what is not T-SQL or not supported, with line and column
     */
    public static List<Statement> parse(String batch) throws SqlError {
        return new Grammar(batch).statements.batch();
    }

    /**
     * Reads the name of an object alone, as {@code OBJECT_ID} takes it.
     *
     * @throws SqlError 102 if the text is anything else
     */
    public static ObjectName objectName(String text) throws SqlError {
        Tokens tokens = new Tokens(text);
        ObjectName name = tokens.objectName();
        if (!tokens.atEnd()) {
            throw tokens.unexpected();
        }
        return name;
    }
}
