package dev.sluice.pool.sql.tsql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pool.sql.session.SqlError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads the statements that clients of a SQL pool were seen to send. */
final class CorpusTest {

    static List<String> statements() throws IOException {
        try (InputStream stream = CorpusTest.class.getResourceAsStream("/statements.sql")) {
            assertThat(stream).isNotNull();
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^GO$"))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void aStatementIsRead(String statement) throws SqlError {
        assertThat(TsqlParser.parse(statement)).isNotEmpty();
    }

    @Test
    void theWholeCorpusIsOneBatchToo() throws IOException, SqlError {
        assertThat(TsqlParser.parse(String.join("\n;\n", statements()))).hasSizeGreaterThan(54);
    }

    /** Each prefix is read or refused with an error of its own, never with an exception of Java. */
    @Test
    void everyPrefixIsReadOrRefused() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String statement : statements()) {
            for (int end = 0; end < statement.length(); end++) {
                try {
                    TsqlParser.parse(statement.substring(0, end));
                } catch (SqlError e) {
                    assertThat(e.getMessage()).startsWith("Parse error at line: ");
                    numbers.add(e.number());
                }
            }
        }
        assertThat(numbers).contains(102, 105);
    }
}
