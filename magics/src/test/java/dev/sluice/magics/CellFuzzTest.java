package dev.sluice.magics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.fuzzing.Memory;
import dev.sluice.fuzzing.Mutations;
import dev.sluice.livy.Language;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.Completion;
import dev.sluice.magics.command.SqlPoolRequests;
import dev.sluice.magics.syntax.SqlStatements;
import dev.sluice.magics.syntax.UsageException;
import dev.sluice.magics.syntax.Word;
import dev.sluice.magics.syntax.WordSplitter;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Cells as they come from a notebook that somebody else wrote. */
class CellFuzzTest {

    private static final int FACTOR = 2000;

    private static final TransferId ID = new TransferId("20260131_235959_0123456789abcdef");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> LINES = List.of(
            "read sales.dbo.[Order Lines] -> v --columns=a,[b,c],\"d \"\"e\" --where \"x = 'it''s'\" --limit 10",
            "write --mode overwrite df -> s.t --distribution hash(Order ID) --index clustered([a b]) --pre 'DELETE x'",
            "write `my view` -> \"s\".\"t\" --type external --location /out/t --verify checksum --widen",
            "query -> v --limit 99999999999 --server h,1433 --auth sql --user u --secret env:P",
            "run --label nightly --staging abfss://c@a.dfs.core.windows.net/s",
            "gc --dry-run --older-than 90m",
            "status " + ID,
            "history --limit 5");

    private static final List<String> CELLS = List.of(
            "%%sqlpool " + LINES.get(0),
            "# a comment\n%info\n%%sqlpool query\nSELECT 1; -- x\n",
            "%%sqlpool run \\\n  --label x\nDROP TABLE t; SELECT ';'",
            "%%sql\nSELECT `a`, 'b;' FROM t; /* ; */ SELECT 2",
            "%%configure -f\n{\"conf\": {\"a\": \"1\"}, \"driverMemory\": \"2g\"}",
            "/* a\nb */\n%%spark\nval x = \"\"\"a\n\"\"\" // c\nif (x == 'a') { 1 } else",
            "%%pyspark\nfor x in [1, 2]:\n    print(f'{x}', '''a\nb''')\n",
            "%logs 10\n%help",
            "df = spark.range(10) \\\n  .limit(5)\n%sql\n",
            "%cleanup");

    private static final List<String> WORDS = List.of(
            "%",
            "%%",
            "%%sqlpool ",
            "%%sql\n",
            "->",
            "--",
            "--mode ",
            "=",
            "'",
            "\"",
            "`",
            "[",
            "]",
            "(",
            ")",
            "((",
            "\\\n",
            "\n",
            "\r\n",
            "#",
            "//",
            "/*",
            "*/",
            ";",
            ":",
            "\"\"\"",
            "'''",
            "{",
            "}",
            ".",
            ",",
            " help ",
            " read ",
            " write ",
            "-f",
            "\n\n\n",
            "9".repeat(30));

    @Provide
    Arbitrary<String> cells() {
        return Mutations.ofText(CELLS, WORDS);
    }

    @Provide
    Arbitrary<String> lines() {
        return Mutations.ofText(LINES, WORDS);
    }

    @Property
    void aCellRunsOrSaysWhatIsWrong(@ForAll("cells") String cell, @ForAll Language language) throws Exception {
        FakeLivy livy = new FakeLivy().says("ok");
        RecordedOutput output = new RecordedOutput();
        ScheduledThreadPoolExecutor heart = new ScheduledThreadPoolExecutor(1);
        try (Cells cells = SluiceCells.create(MagicsSettings.of(language, Map.of()), livy, new ManualTicker(), heart)) {
            Memory.bound(cell.length(), FACTOR, () -> {
                if (cells.run(cell, output) instanceof CellOutcome.Failed failed) {
                    assertThat(failed.name()).isNotEqualTo("INTERNAL");
                    assertThat(failed.message()).isNotBlank();
                }
            });
            assertThat(livy.codes).hasSizeLessThanOrEqualTo(cell.length());
        }
    }

    @Property
    void aCellIsCompletedAndExplainedAtEachPlace(
            @ForAll("cells") String cell, @ForAll @IntRange(max = 2000) int place, @ForAll Language language)
            throws Exception {
        ScheduledThreadPoolExecutor heart = new ScheduledThreadPoolExecutor(1);
        try (Cells cells =
                SluiceCells.create(MagicsSettings.of(language, Map.of()), new FakeLivy(), new ManualTicker(), heart)) {
            Memory.bound(cell.length(), FACTOR, () -> {
                Completion completion = cells.complete(cell, place);
                assertThat(completion.start()).isBetween(0, completion.end());
                assertThat(completion.end()).isLessThanOrEqualTo(cell.length());
                assertThat(cells.completeness(cell)).isNotNull();
                assertThat(cells.inspect(cell, place)).isNotNull();
            });
        }
    }

    @Property
    void aLineIsARequestThatReadsBackOrIsRefused(@ForAll("lines") String line) throws Exception {
        Memory.bound(line.length(), FACTOR, () -> {
            for (String body : List.of("", "SELECT 1")) {
                try {
                    TransferRequest request = SqlPoolRequests.parse(line, body, ID);
                    assertThat(readBack(request)).isEqualTo(request);
                } catch (UsageException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        });
    }

    private static TransferRequest readBack(TransferRequest request) throws JsonProcessingException {
        return JSON.readValue(JSON.writeValueAsString(request), TransferRequest.class);
    }

    @Property
    void theWordsOfALineAreItsOwn(@ForAll("lines") String line) throws Exception {
        Memory.bound(line.length(), FACTOR, () -> {
            try {
                int end = 0;
                for (Word word : WordSplitter.split(line)) {
                    assertThat(line.substring(end, word.start())).isBlank();
                    assertThat(line.substring(word.start(), word.end())).isEqualTo(word.raw());
                    end = word.end();
                }
                assertThat(line.substring(end)).isBlank();
            } catch (UsageException e) {
                assertThat(e.getMessage()).startsWith("Cannot read the line '");
            }
        });
    }

    @Property
    void aQuotedWordReadsBack(@ForAll String value) {
        String quoted = '\'' + value.replace("'", "''") + '\'';

        assertThat(WordSplitter.split(quoted)).extracting(Word::value).containsExactly(value);
    }

    @Property
    void statementsOfSqlAreInTheirOrder(@ForAll("cells") String text) throws Exception {
        Memory.bound(text.length(), FACTOR, () -> {
            int at = 0;
            for (String statement : SqlStatements.split(text)) {
                at = text.indexOf(statement, at);
                assertThat(at).isNotNegative();
                at += statement.length();
            }
        });
    }
}
