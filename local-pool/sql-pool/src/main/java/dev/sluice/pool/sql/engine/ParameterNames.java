package dev.sluice.pool.sql.engine;

import dev.sluice.pool.sql.session.SqlParameter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the names of {@code sp_executesql}'s parameters from their declaration: {@code @a int, @b nvarchar(10)}. */
final class ParameterNames {

    private static final Pattern NAME = Pattern.compile("@[\\p{L}\\p{N}_@#$]+");

    private ParameterNames() {}

    static List<String> of(SqlParameter declaration) {
        return NAME.matcher(String.valueOf(declaration.value()))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
