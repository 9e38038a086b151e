package dev.sluice.pool.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One session of a real Livy server; each test uses names of its own, so that their order does not matter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private static Path folder;

    private RunningPool pool;
    private int session;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        pool = RunningPool.start(PoolFolders.layOut(folder), "--spark-conf", "spark.sluice.word=ğ ü=ş");
        session = pool.session(Map.of("spark.app.name", "tests"));
    }

    @AfterAll
    void end() {
        pool.close();
    }

    @Test
    void allLanguagesSeeEachOthersViews() throws IOException, InterruptedException {
        run("spark", "spark.range(3).selectExpr(\"id\", \"'ğüş☃' as word\").createOrReplaceTempView(\"of_scala\")");
        run(
                "pyspark",
                "spark.table('of_scala').selectExpr('id + 10 as id', 'word').createOrReplaceTempView('of_python')");
        run("sql", "create or replace temporary view of_sql as select id + 100 as id, word from of_python");

        assertThat(text(run("spark", "println(spark.table(\"of_sql\").orderBy(\"id\").head)")))
                .isEqualTo("[110,ğüş☃]\n");
        assertThat(text(run("pyspark", "spark.table('of_sql').orderBy('id').first().word")))
                .isEqualTo("'ğüş☃'");
        assertThat(json(run("sql", "select * from of_sql order by id")).path("data"))
                .isEqualTo(tree("[[110,'ğüş☃'],[111,'ğüş☃'],[112,'ğüş☃']]"));
    }

    @Test
    void theSessionHasThePoolsConfiguration() throws IOException, InterruptedException {
        assertThat(text(run("pyspark", "print(spark.conf.get('spark.sluice.word'), sc.appName)")))
                .isEqualTo("ğ ü=ş tests");
        assertThat(json(run("sql", "select timestamp'2020-01-02 03:04:05.678' t, current_timezone() z"))
                        .path("data"))
                .isEqualTo(tree("[['2020-01-02T03:04:05Z','UTC']]"));
    }

    @Test
    void tablesLieInTheSessionsOwnFolder() throws IOException, InterruptedException {
        run("sql", "create table kept using parquet as select 1 as n");

        assertThat(text(run("pyspark", "print(spark.table('kept').inputFiles()[0])")))
                .contains("spark-warehouse-");
        try (Stream<Path> below = Files.walk(folder)) {
            assertThat(below.filter(file -> file.getFileName().toString().equals("kept")))
                    .singleElement()
                    .satisfies(
                            table -> assertThat(table).startsWith(pool.folders().tmp()));
        }
    }

    @Test
    void scalaShowsValuesAndWhatIsPrintedAnywhere() throws IOException, InterruptedException {
        JsonNode output = run("spark", "val echoed = 1\nprintln(\"ä\")\nSystem.out.println(\"ö\") // note");

        assertThat(text(output)).isEqualTo("echoed: Int = 1\nä\nö\n");
        assertThat(output.path("execution_count").isInt()).isTrue();
    }

    @Test
    void scalaChainsMayLeadWithTheirDots() throws IOException, InterruptedException {
        assertThat(text(run(
                        "spark", "println(\"tail\")\nval chained = List(1, 2)\n  // between\n  .map(_ + 1)\n  .sum")))
                .isEqualTo("tail\nchained: Int = 5\n");
    }

    @Test
    void scalaErrorsHaveLivysShape() throws IOException, InterruptedException {
        JsonNode compiling = run("spark", "nowhere");
        assertThat(compiling.path("ename").asText()).isEqualTo("Error");
        assertThat(compiling.path("evalue").asText()).matches("<console>:\\d+: error: not found: value nowhere");
        assertThat(compiling.path("traceback")).isNotEmpty();

        JsonNode running = run("spark", "println(\"before\")\nthrow new IllegalStateException(\"broken ü\")");
        assertThat(running.path("evalue").asText()).isEqualTo("java.lang.IllegalStateException: broken ü");

        assertThat(run("spark", "List(1,").path("evalue").asText()).isEqualTo("incomplete statement");
    }

    @Test
    void scalaMagicsShowJsonAndTables() throws IOException, InterruptedException {
        assertThat(json(run("spark", "case class Pair(a: Int, b: String)\nval pair = Pair(1, \"z\")\n%json pair")))
                .isEqualTo(tree("{'a':1,'b':'z'}"));
        assertThat(table(run("spark", "val pairs = List((1, \"a\"), (2, \"b\"))\n%table pairs")))
                .isEqualTo(tree("{'headers':[{'type':'BIGINT_TYPE','name':'_1'},{'type':'STRING_TYPE','name':'_2'}],"
                        + "'data':[[1,'a'],[2,'b']]}"));
        assertThat(json(run("spark", "val few = spark.range(2).toDF\n%json few")))
                .isEqualTo(tree("[{'id':0},{'id':1}]"));
        assertThat(run("spark", "%json nobody").path("evalue").asText()).isEqualTo("Value nobody does not exist");
        assertThat(run("spark", "%sing pairs").path("ename").asText()).isEqualTo("UnknownMagic");
    }

    @Test
    void sqlErrorsHaveLivysShape() throws IOException, InterruptedException {
        JsonNode output = run("sql", "select * from no_such_table");

        assertThat(output.path("status").asText()).isEqualTo("error");
        assertThat(output.path("ename").asText()).isEqualTo("Error");
        assertThat(output.path("evalue").asText()).contains("TABLE_OR_VIEW_NOT_FOUND", "no_such_table");
        assertThat(output.path("traceback")).isNotEmpty();
    }

    @Test
    void sqlShowsEveryTypeAndAThousandRows() throws IOException, InterruptedException {
        JsonNode all = json(run("sql", """
            select 1Y, 2S, 3, 4L, 1.5F, 2.5D, 1.50BD, 'é', true, date'2020-02-29', X'01FF', null,
                array(1, 2), map('k', 1), struct(1 as a), double('NaN'), timestamp_ntz'2020-01-02 03:04:05'
            """));
        assertThat(all.path("data").get(0))
                .hasToString("[1,2,3,4,1.5,2.5,1.5,\"é\",true,\"2020-02-29\",[1,-1],null,"
                        + "[1,2],{\"k\":1},[1],null,\"2020-01-02T03:04:05\"]");
        assertThat(all.path("schema").path("fields").get(6).path("type").asText())
                .isEqualTo("decimal(3,2)");

        assertThat(json(run("sql", "select * from range(5000)")).path("data")).hasSize(1000);
    }

    @Test
    void pythonShowsValuesPrintsAndWarnings() throws IOException, InterruptedException {
        assertThat(text(run("pyspark", "import sys\nprint('é')\nprint('err', file=sys.stderr)\n{'k': 1}")))
                .isEqualTo("é\n{'k': 1}\nerr");
        run("pyspark", "import logging\nlogging.basicConfig(format='%(message)s', force=True)");
        assertThat(text(run("pyspark", "logging.warning('later ü')"))).isEqualTo("later ü");
        assertThat(text(run("pyspark", "spark._jvm.System.out.println('of the JVM')")))
                .isEqualTo("of the JVM");
        assertThat(text(run("pyspark", "# nothing"))).isEmpty();
    }

    @Test
    void pythonRunsFunctionsOfTheCell() throws IOException, InterruptedException {
        assertThat(text(run("pyspark", """
            from pyspark.sql.functions import udf
            @udf('long')
            def twice(value):
                return value * 2
            spark.range(3).select(twice('id').alias('v')).agg({'v': 'sum'}).first()[0]
            """))).isEqualTo("6");
    }

    @Test
    void pythonErrorsHaveLivysShape() throws IOException, InterruptedException {
        JsonNode output = run("pyspark", "def inner(x):\n    return x / 0\ninner(1)");

        assertThat(output.path("ename").asText()).isEqualTo("ZeroDivisionError");
        assertThat(output.path("evalue").asText()).isEqualTo("division by zero");
        assertThat(output.path("traceback").get(0).asText()).isEqualTo("Traceback (most recent call last):\n");
        assertThat(output.path("traceback").toString()).contains("return x / 0").doesNotContain("sluice_shell");
        assertThat(run("pyspark", "if True print()").path("ename").asText()).isEqualTo("SyntaxError");
        assertThat(run("pyspark", "input('name? ')").path("evalue").asText())
                .isEqualTo("input() cannot be answered here: a Livy statement has no keyboard."
                        + " Put the value into a variable instead");
    }

    @Test
    void pythonMagicsShowJsonAndTables() throws IOException, InterruptedException {
        assertThat(json(run("pyspark", "shown = {'a': [1, 'é']}\n%json shown"))).isEqualTo(tree("{'a':[1,'é']}"));
        assertThat(table(run("pyspark", "listed = [(1, 'a'), (2, None)]\n%table listed")))
                .isEqualTo(tree("{'headers':[{'name':'0','type':'INT_TYPE'},{'name':'1','type':'STRING_TYPE'}],"
                        + "'data':[[1,'a'],[2,null]]}"));
        assertThat(run("pyspark", "%json nobody").path("evalue").asText()).isEqualTo("name 'nobody' is not defined");
        assertThat(run("pyspark", "%sing x").path("evalue").asText()).isEqualTo("unknown magic command 'sing'");
        assertThat(run("pyspark", "%json spark").path("evalue").asText()).startsWith("cannot show this value as JSON");
    }

    @Test
    void aDeadPythonIsToldAndStartedAnew() throws IOException, InterruptedException {
        run("sql", "create or replace temporary view survivor as select 7 as n");

        assertThat(run("pyspark", "import os; os._exit(3)").path("evalue").asText())
                .startsWith("Interpreter died:\nPython ended with exit code 3.");

        assertThat(text(run("pyspark", "spark.table('survivor').first().n"))).isEqualTo("7");
    }

    @Test
    void pythonTellsApartWhatItPrintsAndWhatItGives() throws IOException, InterruptedException {
        JsonNode data = run("pyspark", "import sys\nprint('out')\nprint('err', file=sys.stderr)\n6 * 7")
                .path("data");

        assertThat(data.path("text/plain").asText()).isEqualTo("out\n42\nerr");
        JsonNode apart = data.path("application/vnd.sluice.output.v1+json");
        assertThat(apart.path("stdout").asText()).isEqualTo("out\n");
        assertThat(apart.path("stderr").asText()).isEqualTo("err\n");
        assertThat(apart.path("result").asText()).isEqualTo("42");
        assertThat(run("pyspark", "print('only this')").path("data").size()).isEqualTo(1);
    }

    @Test
    void rIsRefused() throws IOException, InterruptedException {
        JsonNode output = run("sparkr", "1 + 1");

        assertThat(output.path("ename").asText()).isEqualTo("InterpreterError");
        assertThat(output.path("evalue").asText()).startsWith("R is not part of this pool");
    }

    @Test
    void aStatementWithoutAKindIsRefusedInASharedSession() {
        assertThatThrownBy(() -> pool.post(
                        "/sessions/" + session + "/statements",
                        MAPPER.createObjectNode().put("code", "1")))
                .hasMessageContaining("names no kind");
    }

    @Test
    void wordsAreCompleted() throws IOException, InterruptedException {
        run("pyspark", "wordiest_of_all = 'x'");
        // Nothing is completed before the first cell of a language can run, and the compiler of Scala takes its time.
        run("spark", "1");

        assertThat(completion("pyspark", "wordiest_o")).contains("wordiest_of_all");
        assertThat(completion("pyspark", "x = 1\nspark.createDataF")).contains("spark.createDataFrame(");
        assertThat(completion("spark", "spark.ran")).contains("range");
        assertThat(completion("sql", "sel")).isEmpty();
    }

    @Test
    void progressIsSeenWhileTasksRun() throws IOException, InterruptedException {
        int statement = pool.submit(session, "spark", "sc.parallelize(1 to 12, 12).foreach(_ => Thread.sleep(400))");

        JsonNode half = pool.statement(session, statement, answer -> {
            double progress = answer.path("progress").asDouble();
            return (progress > 0 && progress < 1)
                    || answer.path("state").asText().equals("available");
        });
        assertThat(half.path("progress").asDouble()).isStrictlyBetween(0.0, 1.0);
        assertThat(pool.get("/sessions/" + session).path("state").asText()).isEqualTo("busy");
        assertThat(pool.end(session, statement).path("progress").asDouble()).isEqualTo(1.0);
    }

    @Test
    void runningJobsAndDriverCodeAreCancelled() throws IOException, InterruptedException {
        for (String[] endless : new String[][] {
            {"spark", "sc.parallelize(1 to 100, 100).foreach(_ => Thread.sleep(1000))"},
            {"spark", "Thread.sleep(600000)"},
            {"pyspark", "sc.parallelize(range(100), 100).foreach(lambda _: __import__('time').sleep(1))"},
            {"pyspark", "while True: pass"},
            {"pyspark", "spark._jvm.Thread.sleep(600000)"},
            {"sql", "select count(*) from range(100000000000) where sqrt(id) < 0"},
        }) {
            int statement = pool.submit(session, endless[0], endless[1]);
            pool.statement(
                    session, statement, answer -> answer.path("state").asText().equals("running"));

            cancel(statement);

            assertThat(pool.end(session, statement).path("state").asText())
                    .as(endless[1])
                    .isEqualTo("cancelled");
        }
        assertThat(text(run("pyspark", "1 + 1"))).isEqualTo("2");
        assertThat(text(run("spark", "println(2)"))).isEqualTo("2\n");
    }

    /** A statement without its end blocks the session for good. */
    @Test
    void whateverTheCodeAnswersTheStatementEndsAndTheNextRuns() throws IOException, InterruptedException {
        for (String[] cell : new String[][] {
            {"pyspark", "x = [float('nan')]\n%json x", "cannot show this value as JSON: nan is no number in JSON"},
            {
                "pyspark",
                "big = 10**1500\n%json big",
                "cannot show this value as JSON: a number has more than 1000 digits"
            },
            {"pyspark", "long = 'b' * 21_000_000\n%json long", "The output of this statement has 21000034 characters"},
            {"pyspark", "raise ValueError('x' * 21_000_000)", "are not shown"},
            {"pyspark", "import os; os.closerange(3, 1000)", "Interpreter died:\nPython "},
            {"spark", "val big = BigInt(10).pow(1500)\n%json big", "cannot show this value as JSON: Number "},
            {"spark", "val long = \"b\" * 21000000\n%json long", "The output of this statement has 210000"},
            {"spark", "val deep = (1 to 600).foldLeft[List[Any]](Nil)((l, _) => List(l))\n%json deep", "cannot show"},
            {"spark", "throw new Exception(\"x\" * 21000000)", "The output of this statement has "},
            {"spark", "sc.parallelize(1 to 2).map(i => i / (i - 1)).collect()", "/ by zero"},
            {"sql", "select repeat('x', 21000000)", "The output of this statement has 210"},
            {"sql", "select raise_error(repeat('x', 21000000))", "The output of this statement has "},
        }) {
            JsonNode output = run(cell[0], cell[1]);

            assertThat(output.path("status").asText()).as(cell[1]).isEqualTo("error");
            assertThat(output.path("evalue").asText()).as(cell[1]).contains(cell[2]);
            assertThat(text(run("pyspark", "1 + 1"))).as(cell[1]).isEqualTo("2");
            assertThat(text(run("spark", "println(3)"))).as(cell[1]).isEqualTo("3\n");
        }
    }

    @Test
    void whatIsPrintedTooMuchIsCutWithALineThatSaysSo() throws IOException, InterruptedException {
        assertThat(text(run("pyspark", "print('b' * 21_000_000)")))
                .hasSizeBetween(5_000_000, 5_000_100)
                .endsWith("b\n... (the output is longer than 5000000 characters: 16000001 are not shown)");
        assertThat(text(run("spark", "println(\"b\" * 21000000)")))
                .hasSizeBetween(5_000_000, 5_000_100)
                .endsWith("b\n... (the output is longer than 5000000 bytes)\n");
    }

    /** Characters of three bytes, each: what is carried of them fills the message and the server's memory most. */
    @Test
    void theLongestOutputsArriveAndAListOfThemDoesNotEndTheSession() throws IOException, InterruptedException {
        String each = "longest = '☃' * 14_000_000\n%json longest";
        for (int i = 0; i < 4; i++) {
            assertThat(json(run("pyspark", each)).asText()).hasSize(14_000_000).endsWith("☃");
        }

        JsonNode statements = pool.get("/sessions/" + session + "/statements").path("statements");

        assertThat(statements.size()).isGreaterThanOrEqualTo(4);
        JsonNode before = statements.get(statements.size() - 2);
        assertThat(before.path("code").asText()).isEqualTo(each);
        assertThat(before.path("output").path("ename").asText()).isEqualTo("OutputTooLong");
        assertThat(statements
                        .get(statements.size() - 1)
                        .path("output")
                        .path("data")
                        .path("application/json")
                        .asText())
                .hasSize(14_000_000);
        assertThat(text(run("pyspark", "1 + 1"))).isEqualTo("2");
    }

    @Test
    void textThatIsNoUnicodeIsSpeltOut() throws IOException, InterruptedException {
        assertThat(text(run("pyspark", "print(chr(0xd83d), chr(0x1f600))"))).isEqualTo("\\ud83d \ud83d\ude00");
        assertThat(text(run("spark", "println(0xd83d.toChar.toString)"))).isEqualTo("?\n");
        assertThat(json(run("spark", "val half = List(0xd83d.toChar.toString)\n%json half")))
                .hasToString("[\"\\\\ud83d\"]");
        // More than a pipe holds, behind what is no UTF-8: somebody has to read on.
        assertThat(text(run(
                        "pyspark",
                        "import os\nfor wire in (1, 2):\n  unused = os.write(wire, bytes([255, 10]))\n'on'")))
                .isEqualTo("'on'");
        assertThat(text(run("spark", "System.out.write(255); System.err.write(255)")))
                .startsWith("\ufffd");
        assertThat(text(run(
                        "pyspark",
                        "unused = os.system('head -c 300000 /dev/zero | tr \\\\0 x >&2; echo read on >&2')")))
                .isEmpty();
        // The last lines alone: another test's cell may have written one of twenty million characters before.
        pool.poll(
                "/sessions/" + session + "/log?size=3",
                Duration.ofMinutes(1),
                answer -> answer.path("log").toString().contains("read on"));
        assertThat(json(run("sql", "select cast(X'80' as string)")).path("data").toString())
                .isEqualTo("[[\"\ufffd\"]]");
    }

    @Test
    void whatACellPrintedBeforeItsErrorIsKept() throws IOException, InterruptedException {
        JsonNode python = run("pyspark", "import sys\nprint('step 1')\nprint('careful', file=sys.stderr)\n1/0");
        assertThat(python.path("ename").asText()).isEqualTo("ZeroDivisionError");
        assertThat(python.path("data"))
                .isEqualTo(tree("{'text/plain':'step 1\\ncareful','application/vnd.sluice.output.v1+json':"
                        + "{'stdout':'step 1\\n','stderr':'careful\\n'}}"));

        JsonNode jvm = run("pyspark", "spark._jvm.System.out.println('of the JVM')\n1/0");
        assertThat(jvm.path("data")).isEqualTo(tree("{'text/plain':'of the JVM'}"));

        JsonNode scala =
                run("spark", "println(\"step 1\")\nval kept = 1\nSystem.err.println(\"careful\")\nprintln(\"2\"); 1/0");
        assertThat(scala.path("evalue").asText()).isEqualTo("java.lang.ArithmeticException: / by zero");
        assertThat(scala.path("data"))
                .isEqualTo(tree("{'text/plain':'step 1\\nkept: Int = 1\\n2\\ncareful',"
                        + "'application/vnd.sluice.output.v1+json':"
                        + "{'stdout':'step 1\\nkept: Int = 1\\n2\\n','stderr':'careful\\n'}}"));

        assertThat(run("spark", "println(\"a\")\nnowhere").path("data")).isEqualTo(tree("{'text/plain':'a\\n'}"));
        assertThat(run("spark", "println(\"a\")\n%json nobody").path("data")).isEqualTo(tree("{'text/plain':'a\\n'}"));
        assertThat(run("spark", "1/0").has("data")).isFalse();
        assertThat(run("pyspark", "1/0").has("data")).isFalse();
    }

    @Test
    void scalaComplaintsAreToldApart() throws IOException, InterruptedException {
        JsonNode data = ok(run("spark", "println(\"out\")\nConsole.err.println(\"err\")"));

        assertThat(data)
                .isEqualTo(tree("{'text/plain':'out\\nerr','application/vnd.sluice.output.v1+json':"
                        + "{'stdout':'out\\n','stderr':'err\\n'}}"));
    }

    @Test
    void whatACellPrintedBeforeItWasCancelledIsKept() throws IOException, InterruptedException {
        for (String[] endless : new String[][] {
            {"pyspark", "print('step 1')\nwhile True: pass"},
            {"pyspark", "print('step 1')\nspark._jvm.Thread.sleep(600000)"},
            {"spark", "println(\"step 1\")\nThread.sleep(600000)"},
            {"spark", "println(\"step 1\"); sc.parallelize(1 to 100, 100).foreach(_ => Thread.sleep(1000))"},
        }) {
            int statement = pool.submit(session, endless[0], endless[1]);
            pool.statement(
                    session, statement, answer -> answer.path("state").asText().equals("running"));
            cancel(statement);

            JsonNode ended = pool.end(session, statement);
            assertThat(ended.path("state").asText()).isEqualTo("cancelled");
            assertThat(ended.path("output").path("status").asText()).isEqualTo("error");
            assertThat(ended.path("output")
                            .path("data")
                            .path("text/plain")
                            .asText()
                            .strip())
                    .as(endless[1])
                    .isEqualTo("step 1");
        }
    }

    @Test
    void anErrorOfPythonUnderlinesWhatBroke() throws IOException, InterruptedException {
        String first =
                run("pyspark", "n = 0\nm = 1 + n/0").path("traceback").path(1).asText();
        String whole =
                run("pyspark", "n = 0\nm = 1 + n/0\n").path("traceback").path(1).asText();

        assertThat(first.replaceFirst("<cell \\d+>", "")).isEqualTo(whole.replaceFirst("<cell \\d+>", ""));
        assertThat(first).contains("line 2, in <module>\n    m = 1 + n/0\n");
    }

    private void cancel(int statement) throws IOException, InterruptedException {
        JsonNode answer =
                pool.post("/sessions/" + session + "/statements/" + statement + "/cancel", MAPPER.createObjectNode());
        assertThat(answer.path("msg").asText()).isEqualTo("canceled");
    }

    private JsonNode run(String kind, String code) throws IOException, InterruptedException {
        return pool.run(session, kind, code);
    }

    private List<String> completion(String kind, String code) throws IOException, InterruptedException {
        List<String> candidates = new ArrayList<>();
        pool.post(
                        "/sessions/" + session + "/completion",
                        MAPPER.createObjectNode()
                                .put("code", code)
                                .put("kind", kind)
                                .put("cursor", code.length()))
                .path("candidates")
                .forEach(candidate -> candidates.add(candidate.asText()));
        return candidates;
    }

    private static String text(JsonNode output) {
        return ok(output).path("text/plain").asText();
    }

    private static JsonNode json(JsonNode output) {
        return ok(output).path("application/json");
    }

    private static JsonNode table(JsonNode output) {
        return ok(output).path("application/vnd.livy.table.v1+json");
    }

    private static JsonNode ok(JsonNode output) {
        assertThat(output.path("status").asText()).as(output.toString()).isEqualTo("ok");
        return output.path("data");
    }

    private static JsonNode tree(String text) throws IOException {
        return MAPPER.readTree(text.replace('\'', '"'));
    }
}
