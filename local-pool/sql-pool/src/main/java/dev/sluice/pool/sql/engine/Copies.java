package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.engine.catalog.CatalogObject.Table;
import dev.sluice.pool.sql.engine.catalog.Column;
import dev.sluice.pool.sql.engine.catalog.DataSource;
import dev.sluice.pool.sql.engine.polybase.ExternalRows;
import dev.sluice.pool.sql.engine.store.CancelledException;
import dev.sluice.pool.sql.engine.store.DuckSql;
import dev.sluice.pool.sql.engine.system.RequestLog;
import dev.sluice.pool.sql.session.SqlError;
import dev.sluice.pool.sql.tsql.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** COPY INTO of Parquet files, by position, as strict as an external table. */
final class Copies {

    private static final Set<String> OPTIONS =
            Set.of("FILE_TYPE", "MAXERRORS", "COMPRESSION", "IDENTITY_INSERT", "AUTO_CREATE_TABLE");

    private static final Pattern LOCATION = Pattern.compile(
            "(?:https|abfss)://(?:([^@/]+)@)?([^./]+)\\.(dfs|blob)\\.core\\.windows\\.net/?(.*)",
            Pattern.CASE_INSENSITIVE);

    private final Scope scope;
    private final RequestLog.Request request;

    Copies(Scope scope, RequestLog.Request request) {
        this.scope = scope;
        this.request = request;
    }

    long run(Change.CopyInto copy) throws SqlError, CancelledException {
        Table table = scope.table(copy.table(), "INSERT");
        if (!scope.authority().has("ADMINISTER DATABASE BULK OPERATIONS")) {
            throw Scope.error(4834, copy.at(), "You do not have permission to use the bulk load statement.");
        }
        requireOptions(copy);
        List<Column> columns = columns(copy, table);
        List<Path> files = new ArrayList<>();
        for (String location : copy.locations()) {
            files.addAll(files(location, copy));
        }
        String rows = new ExternalRows(columns).query(scope.link(), files);
        String names = String.join(
                ", ",
                columns.stream().map(column -> DuckSql.name(column.name())).toList());
        long count = scope.link()
                .update("INSERT INTO " + table.relation() + " (" + names + ") SELECT " + names + " FROM " + rows);
        request.moved(count, bytes(files));
        return count;
    }

    private static void requireOptions(Change.CopyInto copy) throws SqlError {
        String type = copy.options().getOrDefault("FILE_TYPE", "CSV");
        if (!type.equalsIgnoreCase("PARQUET")) {
            throw Scope.error(
                    13840,
                    copy.at(),
                    "COPY INTO of FILE_TYPE '" + type + "' is not supported by the local SQL pool. Use 'PARQUET'.");
        }
        for (var option : copy.options().entrySet()) {
            boolean off = option.getValue().equalsIgnoreCase("OFF");
            boolean switched = option.getKey().equals("AUTO_CREATE_TABLE")
                    || option.getKey().equals("IDENTITY_INSERT");
            if (!OPTIONS.contains(option.getKey()) || (switched && !off)) {
                throw Scope.error(
                        13841,
                        copy.at(),
                        "The option " + option.getKey() + " = " + option.getValue()
                                + " of COPY INTO is not supported by the local SQL pool for Parquet.");
            }
        }
    }

    private static List<Column> columns(Change.CopyInto copy, Table table) throws SqlError {
        if (copy.columns().isEmpty()) {
            return table.columns();
        }
        List<Column> columns = new ArrayList<>();
        for (Change.CopyColumn named : copy.columns()) {
            if (named.value() != null || (named.field() != 0 && named.field() != columns.size() + 1)) {
                throw Scope.error(
                        13842,
                        copy.at(),
                        "COPY INTO of Parquet takes the fields in order and without defaults; column '" + named.name()
                                + "' asks for another.");
            }
            columns.add(table.column(named.name())
                    .orElseThrow(() -> Scope.error(207, copy.at(), "Invalid column name '" + named.name() + "'.")));
        }
        return columns;
    }

    private List<Path> files(String location, Change.CopyInto copy) throws SqlError {
        Matcher matcher = LOCATION.matcher(location);
        if (!matcher.matches()) {
            throw Scope.error(
                    13807,
                    copy.at(),
                    "Content of directory on path '" + location
                            + "' cannot be listed. Write it as"
                            + " https://account.dfs.core.windows.net/container/path.");
        }
        String container = matcher.group(1);
        String path = matcher.group(4);
        if (container == null) {
            int slash = path.indexOf('/');
            container = slash < 0 ? path : path.substring(0, slash);
            path = slash < 0 ? "" : path.substring(slash + 1);
        }
        DataSource source =
                new DataSource(0, location, "abfss://" + container + '@' + matcher.group(2) + ".dfs.core.windows.net");
        int star = path.indexOf('*');
        String folder = star < 0 ? path : path.substring(0, path.lastIndexOf('/', star) + 1);
        List<Path> found = scope.server().lake().files(scope.server().lake().resolve(source, folder), location);
        if (star < 0) {
            return found;
        }
        Pattern names = wildcard(path.substring(folder.length()));
        Path base = scope.server().lake().resolve(source, folder);
        return found.stream()
                .filter(file -> names.matcher(base.relativize(file).toString()).matches())
                .toList();
    }

    private static Pattern wildcard(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() && part.isEmpty() ? "" : Pattern.quote(part))
                    .append("[^/]*");
        }
        regex.setLength(regex.length() - "[^/]*".length());
        return Pattern.compile(regex.toString());
    }

    private static long bytes(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }
}
