package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.query.TypedValue;
import dev.sluice.pool.sql.session.SqlError;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session remembers between statements: variables, temporary tables, settings, how the last statement ended. */
final class SessionState {

    private static final String IDENTITY_INSERT = "IDENTITY_INSERT ";

    private final Map<String, Table> temporary = new HashMap<>();
    private final Map<String, String> options = new HashMap<>();
    private Map<String, TypedValue> variables = new HashMap<>();
    private long rowCount;
    private int error;
    private boolean doomed;
    private @Nullable SqlError caught;

    /** Begins a batch with the parameters that came with it; returns what to give back to {@link #leave}. */
    Map<String, TypedValue> enter(Map<String, TypedValue> parameters) {
        Map<String, TypedValue> before = variables;
        variables = new HashMap<>();
        parameters.forEach(this::declare);
        return before;
    }

    void leave(Map<String, TypedValue> before) {
        variables = before;
    }

    Optional<TypedValue> variable(String name) {
        return Optional.ofNullable(variables.get(Names.fold(name)));
    }

    void declare(String name, TypedValue value) {
        variables.put(Names.fold(name), value);
    }

    Optional<Table> temporary(String name) {
        return Optional.ofNullable(temporary.get(Names.fold(name)));
    }

    Collection<Table> temporaryTables() {
        return temporary.values();
    }

    void keep(Table table) {
        temporary.put(Names.fold(table.name()), table);
    }

    void forget(Table table) {
        temporary.remove(Names.fold(table.name()));
    }

    void set(String option, String value) {
        options.put(option, value);
    }

    boolean on(String option) {
        return "ON".equals(options.get(option));
    }

    Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /** The table that takes explicit values for its identity, as SET IDENTITY_INSERT named it last. */
    Optional<String> identityInsert() {
        return options.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(IDENTITY_INSERT)
                        && entry.getValue().equals("ON"))
                .map(entry -> entry.getKey().substring(IDENTITY_INSERT.length()))
                .findFirst();
    }

    long rowCount() {
        return rowCount;
    }

    void changed(long rows) {
        rowCount = rows;
    }

    int error() {
        return error;
    }

    void ended(int number) {
        error = number;
    }

    /** The error that the CATCH block which runs is for, null outside of one. */
    @Nullable SqlError caught() {
        return caught;
    }

    /** Sets what a CATCH block is for; returns what was before. */
    @Nullable SqlError caught(@Nullable SqlError error) {
        SqlError before = caught;
        caught = error;
        return before;
    }

    /** Whether an error left the transaction fit for nothing but a rollback. */
    boolean doomed() {
        return doomed;
    }

    void doom() {
        doomed = true;
    }

    void redeem() {
        doomed = false;
    }

    void clear() {
        temporary.clear();
        options.clear();
        variables = new HashMap<>();
        rowCount = 0;
        error = 0;
        doomed = false;
    }
}
