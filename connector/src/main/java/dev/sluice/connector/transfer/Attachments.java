package dev.sluice.connector.transfer;

import dev.sluice.connector.sql.Permission;
import dev.sluice.connector.sql.Statements;
import dev.sluice.connector.sql.TableStatistics;
import dev.sluice.transfer.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What hangs on a table beside its columns and its layout.
 *
 * @param permissions who may do what with it, as far as the login sees
 * @param seesAll whether the login sees all of them
 * @param statistics statistics that users made
 * @param indexes names of its other indexes and its keys
 * @param partitionColumn the column that it is parted by, null if it is not
 * @param policies names of the security policies that filter its rows
 */
record Attachments(
        List<Permission> permissions,
        boolean seesAll,
        List<TableStatistics> statistics,
        List<String> indexes,
        @Nullable String partitionColumn,
        List<String> policies) {

    static final Attachments NONE = new Attachments(List.of(), true, List.of(), List.of(), null, List.of());

    Attachments {
        permissions = List.copyOf(permissions);
        statistics = List.copyOf(statistics);
        indexes = List.copyOf(indexes);
        policies = List.copyOf(policies);
    }

    /** Returns the statements that give another table the permissions and statistics of this one. */
    List<String> madeAgain(Statements sql, TableName table) {
        List<String> made = new ArrayList<>();
        statistics.forEach(each -> made.add(sql.createStatistics(each, table)));
        permissions.forEach(each -> made.add(sql.grant(each, table)));
        return made;
    }

    /** Says in words what {@link #madeAgain} makes, if it makes anything. */
    Optional<String> inWords() {
        List<String> words = new ArrayList<>();
        if (!permissions.isEmpty()) {
            words.add(permissions.size() + (permissions.size() == 1 ? " permission" : " permissions"));
        }
        if (!statistics.isEmpty()) {
            words.add("the statistics "
                    + String.join(
                            ", ", statistics.stream().map(TableStatistics::name).toList()));
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", words));
    }

    /** Returns the statistics that a column is in. */
    List<TableStatistics> statisticsOf(String column) {
        return statistics.stream()
                .filter(each -> each.columns().stream().anyMatch(name -> Mapping.same(name, column)))
                .toList();
    }
}
