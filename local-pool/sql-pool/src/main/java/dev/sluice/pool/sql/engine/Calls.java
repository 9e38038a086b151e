package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.Names;
import dev.sluice.pool.sql.engine.catalog.TypeNames;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.system.CatalogProcedures;
import dev.sluice.pool.sql.engine.system.ProcedureArguments;
import dev.sluice.pool.sql.query.Translated;
import dev.sluice.pool.sql.session.ResultColumn;
import dev.sluice.pool.sql.session.ResultSink;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.session.SqlParameter;
import dev.sluice.pool.sql.tsql.Position;
import dev.sluice.pool.sql.tsql.Security;
import dev.sluice.pool.sql.tsql.Statement;
import dev.sluice.pool.sql.tsql.TsqlParser;
import dev.sluice.pool.sql.type.SqlType;
import dev.sluice.pool.sql.type.SqlType.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the procedures of the system. */
final class Calls {

    private static final List<ResultColumn> DESCRIPTION = List.of(
            column("is_hidden", SqlType.of(Kind.BIT)),
            column("column_ordinal", SqlType.of(Kind.INT)),
            column("name", new SqlType(Kind.NVARCHAR, 128, 0, 0)),
            column("is_nullable", SqlType.of(Kind.BIT)),
            column("system_type_id", SqlType.of(Kind.INT)),
            column("system_type_name", new SqlType(Kind.NVARCHAR, 256, 0, 0)),
            column("max_length", SqlType.of(Kind.SMALLINT)),
            column("precision", SqlType.of(Kind.TINYINT)),
            column("scale", SqlType.of(Kind.TINYINT)));

    private final Scope scope;
    private final ResultSink sink;

    Calls(Scope scope, ResultSink sink) {
        this.scope = scope;
        this.sink = sink;
    }

    private static ResultColumn column(String name, SqlType type) {
        return new ResultColumn(name, type, true);
    }

    void call(String name, List<SqlParameter> arguments) throws SqlError, CancelledException {
        ProcedureArguments found = new ProcedureArguments(arguments);
        String folded = Names.fold(name);
        switch (folded) {
            case "sp_addrolemember" -> member(found, Security.Membership.ADD, folded);
            case "sp_droprolemember" -> member(found, Security.Membership.DROP, folded);
            case "sp_describe_first_result_set" -> describe(found, folded);
            default -> {
                Optional<Translated> query = CatalogProcedures.find(folded, found, scope.database())
                        .map(translated -> scope.visibility().ofCatalog(translated));
                if (query.isEmpty()) {
                    throw Scope.error(2812, Position.START, "Could not find stored procedure '" + name + "'.");
                }
                scope.state().changed(scope.link().stream(query.get(), sink));
            }
        }
    }

    private void member(ProcedureArguments arguments, Security.Membership change, String name)
            throws SqlError, CancelledException {
        Transactions.requireNone(scope);
        new Securities(scope)
                .alter(
                        required(arguments, "@rolename", 0, name),
                        change,
                        required(arguments, "@membername", 1, name),
                        Position.START);
        sink.done();
    }

    private static String required(ProcedureArguments arguments, String parameter, int position, String name)
            throws SqlError {
        return arguments
                .text(parameter, position)
                .orElseThrow(() -> Scope.error(
                        201,
                        Position.START,
                        "Procedure or function '" + name + "' expects parameter '" + parameter
                                + "', which was not supplied."));
    }

    private void describe(ProcedureArguments arguments, String name) throws SqlError {
        String text = required(arguments, "@tsql", 0, name);
        List<Statement> statements = TsqlParser.parse(text);
        sink.columns(DESCRIPTION);
        int ordinal = 0;
        for (Statement statement : statements) {
            if (statement instanceof Statement.Select select) {
                for (ResultColumn column :
                        scope.translator().query(select.query()).columns()) {
                    ordinal++;
                    sink.row(description(ordinal, column));
                }
                break;
            }
        }
        sink.rowsDone(ordinal);
    }

    private static @Nullable Object[] description(int ordinal, ResultColumn column) {
        SqlType type = column.type();
        return new @Nullable Object[] {
            false,
            ordinal,
            column.name(),
            column.nullable(),
            TypeNames.systemId(type),
            TypeNames.declared(type),
            (short) TypeNames.bytes(type),
            (short) type.precision(),
            (short) type.scale()
        };
    }
}
