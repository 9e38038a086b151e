package dev.sluice.pool.sql.tsql;

import java.util.Locale;
import java.util.Set;

/** The words that are no names unless they stand in delimiters. */
final class Keywords {

    private static final Set<String> RESERVED = Set.of(
            ("ADD ALL ALTER AND ANY AS ASC AUTHORIZATION BACKUP BEGIN BETWEEN BREAK BROWSE BULK BY CASCADE CASE CHECK"
                            + " CHECKPOINT CLOSE CLUSTERED COALESCE COLLATE COLUMN COMMIT COMPUTE CONSTRAINT CONTAINS"
                            + " CONTAINSTABLE CONTINUE CONVERT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME"
                            + " CURRENT_TIMESTAMP CURRENT_USER CURSOR DATABASE DBCC DEALLOCATE DECLARE DEFAULT DELETE"
                            + " DENY DESC DISTINCT DISTRIBUTED DOUBLE DROP ELSE END ESCAPE EXCEPT EXEC EXECUTE EXISTS"
                            + " EXIT EXTERNAL FETCH FOR FOREIGN FREETEXT FROM FULL FUNCTION GOTO GRANT GROUP HAVING"
                            + " HOLDLOCK IDENTITY IDENTITY_INSERT IF IN INDEX INNER INSERT INTERSECT INTO IS JOIN KEY"
                            + " KILL LEFT LIKE MERGE NATIONAL NOCHECK NONCLUSTERED NOT NULL NULLIF OF OFF ON OPEN"
                            + " OPTION OR ORDER OUTER OVER PERCENT PIVOT PLAN PRIMARY PRINT PROC PROCEDURE PUBLIC"
                            + " RAISERROR READ REFERENCES REPLICATION RESTORE RESTRICT RETURN REVERT REVOKE RIGHT"
                            + " ROLLBACK ROWCOUNT ROWGUIDCOL RULE SAVE SCHEMA SELECT SESSION_USER SET SOME STATISTICS"
                            + " SYSTEM_USER TABLE TABLESAMPLE THEN TO TOP TRAN TRANSACTION TRIGGER TRUNCATE"
                            + " TRY_CONVERT UNION UNIQUE UNPIVOT UPDATE USE USER VALUES VARYING VIEW WAITFOR WHEN"
                            + " WHERE WHILE WITH WITHIN")
                    .split(" "));

    private Keywords() {}

    /** Whether a word is reserved. */
    static boolean reserved(String word) {
        return RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }
}
