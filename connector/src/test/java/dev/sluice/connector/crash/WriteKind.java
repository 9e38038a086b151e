package dev.sluice.connector.crash;

import dev.sluice.connector.LocalPool;
import dev.sluice.connector.context.Environment;
import dev.sluice.connector.transfer.Access;
import dev.sluice.connector.transfer.WriteTransfer;
import dev.sluice.transfer.Hooks;
import dev.sluice.transfer.LoadMethod;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.PoolAddress;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TableName;
import dev.sluice.transfer.TableType;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferReceipt;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import dev.sluice.transfer.WriteTarget;
import java.util.List;
import java.util.Optional;

/** Kinds of write that the crash tests break, each with what readers see before and after. */
public enum WriteKind {
    CREATE(TableType.INTERNAL, SaveMode.ERROR),
    APPEND(TableType.INTERNAL, SaveMode.APPEND),
    APPEND_VERIFIED(TableType.INTERNAL, SaveMode.APPEND),
    REPLACE_ROWS(TableType.INTERNAL, SaveMode.OVERWRITE),
    REPLACE_TABLE(TableType.INTERNAL, SaveMode.OVERWRITE),
    CREATE_EXTERNAL(TableType.EXTERNAL, SaveMode.ERROR),
    APPEND_EXTERNAL(TableType.EXTERNAL, SaveMode.APPEND),
    REPLACE_EXTERNAL(TableType.EXTERNAL, SaveMode.OVERWRITE);

    /** Query of the rows to write. */
    static final String ROWS = "SELECT * FROM VALUES (2, 'new'), (3, 'newer') AS t(id, name)";

    /** Row that the next write adds. */
    static final String LATER = "4|add";

    private static final List<String> OLD = List.of("1|old");

    private final TableType type;
    private final SaveMode mode;

    WriteKind(TableType type, SaveMode mode) {
        this.type = type;
        this.mode = mode;
    }

    /** Returns a number of its own, from 0, by which kinds take turns. */
    int number() {
        return List.of(values()).indexOf(this);
    }

    boolean isExternal() {
        return type == TableType.EXTERNAL;
    }

    /** Returns whether there is a moment without a table of the name. */
    boolean hasGap() {
        return this == REPLACE_TABLE || this == REPLACE_EXTERNAL;
    }

    /** Returns what readers see of the rows once they are published. */
    public List<String> after() {
        return mode == SaveMode.APPEND ? List.of("1|old", "2|new", "3|newer") : List.of("2|new", "3|newer");
    }

    /** Returns what readers see before: nothing is there, or the old row. */
    public Optional<List<String>> before() {
        return mode == SaveMode.ERROR ? Optional.empty() : Optional.of(OLD);
    }

    /** Makes the table as it is before. */
    public void prepare(LocalPool pool) {
        if (before().isEmpty()) {
            return;
        }
        if (isExternal()) {
            run(pool, request(TransferId.create(), SaveMode.ERROR), "SELECT 1 AS id, 'old' AS name");
            return;
        }
        String definition = "(name nvarchar(16), id int" + (this == REPLACE_TABLE ? ", more int)" : ")");
        pool.sql(
                "CREATE TABLE " + CrashedTable.NAME + " " + definition + " WITH (HEAP)",
                "INSERT INTO " + CrashedTable.NAME + " (id, name) VALUES (1, 'old')");
    }

    /** Writes {@link #ROWS}. */
    public TransferReceipt write(LocalPool pool, TransferId id) {
        return run(pool, request(id), ROWS);
    }

    /** Adds {@link #LATER}. */
    TransferReceipt addLater(LocalPool pool) {
        return run(pool, request(TransferId.create(), SaveMode.APPEND), "SELECT 4 AS id, 'add' AS name");
    }

    /** Writes {@link #LATER} as another would write {@link #ROWS}. */
    TransferReceipt writeLater(LocalPool pool) {
        return run(pool, request(TransferId.create()), "SELECT 4 AS id, 'add' AS name");
    }

    TransferRequest.Write request(TransferId id) {
        return request(id, mode);
    }

    private TransferRequest.Write request(TransferId id, SaveMode how) {
        return new TransferRequest.Write(
                id,
                PoolAddress.CONFIGURED,
                "df",
                List.of(),
                new WriteTarget(
                        TableName.parse(CrashedTable.NAME),
                        how,
                        type,
                        null,
                        null,
                        null,
                        null,
                        LoadMethod.POLYBASE,
                        LossPolicy.REFUSE,
                        false),
                null,
                Hooks.NONE,
                this == APPEND_VERIFIED ? Verification.CHECKSUM : Verification.COUNT,
                null);
    }

    private static TransferReceipt run(LocalPool pool, TransferRequest.Write request, String rows) {
        return new WriteTransfer(Environment.of(pool.spark()), request, Access.CONFIGURED)
                .run(pool.spark().sql(rows));
    }
}
