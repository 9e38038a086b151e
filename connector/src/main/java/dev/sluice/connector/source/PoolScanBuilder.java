package dev.sluice.connector.source;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.sql.SearchCondition;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.transfer.ReadSource;
import dev.sluice.transfer.TransferRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the SQL pool can do before it exports: columns, filters, a limit. Lives in the driver.
 *
 * <p>Filters come by Spark's first interface for them. Its second one ends queries with an assertion in Spark itself, of a
 * boolean column among others (3.5.7, V2ExpressionBuilder).
 */
final class PoolScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownFilters, SupportsPushDownLimit {

    private final Environment environment;
    private final SourceOptions options;
    private final TransferRequest.Read request;
    private final List<PoolColumn> all;
    private List<PoolColumn> columns;
    private Filter[] pushed = {};
    private @Nullable String where;
    private @Nullable Long limit;

    PoolScanBuilder(Environment environment, SourceOptions options, List<PoolColumn> columns) {
        this.environment = environment;
        this.options = options;
        this.request = options.read();
        this.all = columns;
        this.columns = columns;
        this.where = request.source().where() == null
                ? null
                : SearchCondition.parse("option where", request.source().where())
                        .sql();
        this.limit = request.source().limit();
    }

    @Override
    public void pruneColumns(StructType required) {
        List<PoolColumn> kept = new ArrayList<>();
        for (String name : required.fieldNames()) {
            all.stream().filter(column -> column.name().equals(name)).forEach(kept::add);
        }
        // A count of rows needs no column, and an export needs one.
        columns = kept.isEmpty() ? all.subList(0, 1) : kept;
    }

    @Override
    public Filter[] pushFilters(Filter[] filters) {
        if (limit != null) {
            // The limit of the options comes before the filters of the plan.
            return filters;
        }
        FilterSql sql = new FilterSql(all);
        List<Filter> again = new ArrayList<>();
        List<Filter> taken = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        if (where != null) {
            conditions.add("(" + where + ")");
        }
        for (Filter filter : filters) {
            Optional<FilterSql.Condition> condition = sql.translate(filter);
            condition.ifPresent(known -> {
                conditions.add(known.sql());
                taken.add(filter);
            });
            if (condition.isEmpty() || !condition.get().exact()) {
                again.add(filter);
            }
        }
        where = conditions.isEmpty() ? null : String.join(" AND ", conditions);
        pushed = taken.toArray(Filter[]::new);
        return again.toArray(Filter[]::new);
    }

    @Override
    public Filter[] pushedFilters() {
        return Arrays.copyOf(pushed, pushed.length);
    }

    @Override
    public boolean pushLimit(int most) {
        limit = limit == null ? Long.valueOf(most) : Long.valueOf(Math.min(limit, most));
        return true;
    }

    @Override
    public Scan build() {
        ReadSource source = request.source();
        ReadSource narrowed = new ReadSource(
                source.table(),
                source.query(),
                columns.stream().map(PoolColumn::name).toList(),
                where,
                limit,
                source.loss());
        return new PoolScan(environment, request.with(request.id(), narrowed), options.access(), columns);
    }
}
