package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.staging.Lease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of filter on every type with values at the edges: what Spark hands to the pool finds what Spark finds without
 * the pool. Conditions of many filters are evaluated by one statement, so that thousands of them take seconds.
 */
final class ReadFiltersIT {

    private static final LocalPool POOL = LocalPool.shared();

    /** Conditions that one statement evaluates. */
    private static final int AT_ONCE = 150;

    private static final Pattern SENT = Pattern.compile(" where=(.*?)(?: as of each action.*)?$", Pattern.DOTALL);

    /** Filters of a column c by values v and w. */
    private static final List<String> KINDS = List.of(
            "c = v",
            "v = c",
            "c <=> v",
            "c <> v",
            "c < v",
            "c <= v",
            "c > v",
            "c >= v",
            "v < c",
            "v >= c",
            "NOT (c = v)",
            "NOT (c <=> v)",
            "NOT (c < v)",
            "NOT (c >= v)",
            "c IN (v, w)",
            "c NOT IN (v, w)",
            "c IN (v, NULL)",
            "c NOT IN (v, NULL)",
            "c BETWEEN v AND w",
            "c NOT BETWEEN v AND w",
            "c IS NULL OR c = v",
            "NOT (c IS NULL OR c = v)",
            "NOT (c IS NOT NULL AND c = v AND k > 3)",
            "(c = v) <=> (c = w)",
            "c = v OR k = 2",
            "NOT (c = v OR k = 2)",
            "c > v AND c < w",
            "k > 3 AND (c <> v OR c IS NULL)",
            "CASE WHEN c = v THEN true ELSE k = 1 END",
            "coalesce(c, v) = w");

    private static final List<String> KINDS_WITHOUT_VALUE = List.of(
            "c IS NULL", "c IS NOT NULL", "NOT (c IS NULL)", "c = c", "c <=> NULL", "NOT (c <=> NULL)", "c = NULL");

    private static final List<String> KINDS_OF_TEXT = List.of(
            "startswith(c, v)",
            "NOT startswith(c, v)",
            "endswith(c, v)",
            "contains(c, v)",
            "c LIKE v",
            "c LIKE concat(v, '%')",
            "c NOT LIKE concat(v, '%')",
            "c ILIKE v",
            "upper(c) = v",
            "length(c) > 2",
            "trim(c) = v");

    /** Columns by their T-SQL type, with the values that rows hold and those that filters name. */
    private enum Column {
        A_BIT("bit", "0,1,NULL", "true,false"),
        A_TINYINT("tinyint", "0,1,255,NULL", "0S,255S,256,-1,70000L"),
        A_SMALLINT("smallint", "-32768,0,32767,NULL", "-32768S,32767S,32768,0S,1.5D"),
        AN_INT("int", "-2147483648,-1,0,2147483647,NULL", "-2147483648,0,2147483647,3000000000L,0.5BD,1e10D"),
        A_BIGINT(
                "bigint",
                "-9223372036854775808,0,9223372036854775807,NULL",
                "-9223372036854775808L,0L,9223372036854775807L,9223372036854775808BD"),
        A_DECIMAL(
                "decimal(9,2)",
                "-9999999.99,0,0.01,9999999.99,NULL",
                "-9999999.99BD,0BD,0.01BD,0.005BD,9999999.99BD,10000000BD,1,0.01D"),
        A_LONG_DECIMAL(
                "decimal(38,10)",
                "-9999999999999999999999999999.9999999999,0,1.0000000001,9999999999999999999999999999.9999999999,NULL",
                "-9999999999999999999999999999.9999999999BD,1.0000000001BD,1BD,9999999999999999999999999999.9999999999BD"),
        A_WIDE_DECIMAL(
                "decimal(38,0)",
                "-99999999999999999999999999999999999999,0,99999999999999999999999999999999999999,NULL",
                "-99999999999999999999999999999999999999BD,0BD,1,0.5BD,99999999999999999999999999999999999999BD"),
        A_MONEY("money", "-922337203685477.5808,0,0.0001,NULL", "-922337203685477.5808BD,0.0001BD,0.00001BD,0"),
        A_SMALLMONEY("smallmoney", "-214748.3648,0,214748.3647,NULL", "-214748.3648BD,214748.3647BD,1e6BD"),
        A_REAL("real", "-3.4E38,0,0.1,3.4E38,NULL", "0F,0.1F,0.1D,3.4E38F,float('NaN'),1e300D"),
        A_FLOAT("float", "-1.7E308,0,0.1,1.7E308,NULL", "0D,-0.0D,0.1D,1.7E308D,double('NaN'),double('Infinity')"),
        A_DATE(
                "date",
                "'0001-01-01','1582-10-04','1582-10-05','1582-10-10','1582-10-14','1582-10-15','1900-02-28',"
                        + "'2024-02-29','9999-12-31',NULL",
                "date'0001-01-01',date'1582-10-04',date'1582-10-05',date'1582-10-10',date'1582-10-14',date'1582-10-15',"
                        + "date'1100-02-28',date'2024-02-29',date'9999-12-31',date'0000-12-31',date'-0001-06-01',"
                        + "date'+10000-01-01',date'+29999-01-01'"),
        A_TIME(
                "time(7)",
                "'00:00:00','12:00:00.0000001','23:59:59.9999999',NULL",
                "'00:00:00','00:00:00.0000000','12'"),
        A_DATETIME2(
                "datetime2(7)",
                "'0001-01-01 00:00:00','1582-10-10 10:00:00','2020-01-31 23:59:59.1234567',"
                        + "'9999-12-31 23:59:59.999999',NULL",
                "timestamp'0001-01-01 00:00:00',timestamp'1582-10-10 10:00:00',timestamp'2020-01-31 23:59:59.123456',"
                        + "date'2020-01-31',timestamp'9999-12-31 23:59:59.999999',timestamp'+10000-01-01 00:00:00'"),
        A_DATETIME("datetime", "'1753-01-01','2020-01-31 23:59:59.997',NULL", "timestamp'1753-01-01',date'2020-02-01'"),
        A_SMALLDATETIME(
                "smalldatetime", "'1900-01-01','2079-06-06 23:59',NULL", "timestamp'1900-01-01',date'2079-06-07'"),
        A_DATETIMEOFFSET(
                "datetimeoffset(7)",
                "'0001-01-02 00:00:00 +01:00','2020-06-01 12:00:00 -05:30',NULL",
                "timestamp'2020-06-01 17:30:00',timestamp'0001-01-01 23:00:00'"),
        A_CHAR("char(5)", "'a','A','ab','','  b',NULL", "'a','a    ','A','','ab','z'"),
        A_VARCHAR("varchar(10)", "'a','A','a ','','%','_','[a]','it''s',NULL", "'a','A','a ','','%','_','[','it\\'s'"),
        AN_NCHAR("nchar(5)", "N'a',N'A',N'ğ',N'',NULL", "'a','a    ','ğ',''"),
        AN_NVARCHAR(
                "nvarchar(12)",
                "N'a',N'A',N'a ',N' a',N'',N'ß',N'ss',N'é',N'e\u0301',N'😀',N'aab',N'%x',N'a_b',N'\\a',NULL",
                "'a','A','a ','','ß','ss','é','e','e\u0301','😀','aa','%','a_','it\\'s',"
                        + "'ein Text der länger ist als die Spalte'"),
        A_UNIQUEIDENTIFIER(
                "uniqueidentifier",
                "'6F9619FF-8B86-D011-B42D-00C04FC964FF','00000000-0000-0000-0000-000000000000',NULL",
                "'6F9619FF-8B86-D011-B42D-00C04FC964FF','6f9619ff-8b86-d011-b42d-00c04fc964ff','6F','no guid'"),
        A_BINARY("binary(3)", "0x,0x0000FF,0xFFFFFF,NULL", "X'',X'000000',X'0000FF'"),
        A_VARBINARY("varbinary(4)", "0x,0x00FF,NULL", "X'',X'00FF'");

        private final String type;
        private final String rows;
        private final String values;

        Column(String type, String rows, String values) {
            this.type = type;
            this.rows = rows;
            this.values = values;
        }

        String table() {
            return "dbo." + name().toLowerCase(Locale.ROOT);
        }

        boolean isText() {
            return type.contains("char") || this == A_UNIQUEIDENTIFIER || this == A_TIME;
        }
    }

    /** A filter, what the pool is asked for, and whether Spark filters again. */
    private record Planned(String filter, String sent, boolean again) {}

    @BeforeAll
    static void makeTables() {
        List<String> statements = new ArrayList<>();
        for (Column column : Column.values()) {
            statements.add("CREATE TABLE " + column.table() + " (k int NOT NULL, c " + column.type + " NULL)");
            int k = 0;
            for (String value : split(column.rows)) {
                statements.add("INSERT INTO " + column.table() + " VALUES (" + ++k + ", " + value + ")");
            }
        }
        POOL.sql(statements.toArray(String[]::new));
    }

    @AfterEach
    void leavesNothing() {
        assertThat(POOL.leftInPool()).isEmpty();
        Lease.closeAll();
        assertThat(POOL.leftInStaging()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin"})
    void findInThePoolWhatSparkFindsWithoutIt(String zone) {
        List<String> wrong = new ArrayList<>();
        int pushed = 0;
        for (Column column : Column.values()) {
            SparkSession session = POOL.spark().newSession();
            session.conf().set("spark.sql.session.timeZone", zone);
            session.conf().set("spark.sql.ansi.enabled", "false");
            Dataset<Row> frame = session.read().format("sqlanalytics").load(column.table());
            Dataset<Row> local = session.createDataFrame(frame.collectAsList(), frame.schema());
            Set<Integer> all = new TreeSet<>(local.select("k").collectAsList().stream()
                    .map(row -> row.getInt(0))
                    .toList());
            List<Planned> planned = new ArrayList<>();
            for (String filter : filters(column)) {
                planned.add(plan(frame, filter));
            }
            pushed += (int)
                    planned.stream().filter(each -> !each.sent().isEmpty()).count();
            Map<String, Set<Integer>> expected =
                    inSpark(local, planned.stream().map(Planned::filter).toList());
            Map<String, Set<Integer>> found = inPool(
                    column,
                    planned.stream()
                            .map(Planned::sent)
                            .filter(sent -> !sent.isEmpty())
                            .toList());
            for (Planned each : planned) {
                // Nothing is sent and nothing filters: Spark knows that all rows are found.
                Set<Integer> rows = each.sent().isEmpty() ? all : found.getOrDefault(each.sent(), Set.of());
                Set<Integer> right = expected.get(each.filter());
                boolean kept = each.again() ? rows.containsAll(right) : rows.equals(right);
                if (!kept) {
                    wrong.add(column.type + ": " + each.filter() + " finds " + right + ", the pool is asked "
                            + each.sent() + " and finds " + rows);
                }
            }
        }
        assertThat(wrong).isEmpty();
        // The pool has something to do: a connector that sends nothing passes the rest.
        assertThat(pushed).isGreaterThan(400);
    }

    /** The whole way, with exports, for the filters that once changed results. */
    @Test
    void findTheSameRowsThroughAnExport() {
        Dataset<Row> frame = POOL.spark().read().format("sqlanalytics").load(Column.A_DATE.table());

        assertThat(days(frame.where("c = date'1582-10-10'"))).containsExactly("1582-10-10");
        assertThat(days(frame.where("c = date'1582-10-15'"))).containsExactly("1582-10-15");
        assertThat(days(frame.where("c > date'1582-10-05' AND c <= date'1582-10-14'")))
                .containsExactly("1582-10-10", "1582-10-14");
        assertThat(days(frame.where("c IN (date'1582-10-05', date'2024-02-29')")))
                .containsExactly("1582-10-05", "2024-02-29");
        assertThat(days(frame.where("c < date'+10000-01-01'"))).hasSize(9);
        assertThat(days(frame.where("c > date'0000-12-31' AND c < date'1582-10-05'")))
                .containsExactly("0001-01-01", "1582-10-04");
        assertThat(days(frame.where("NOT (c <=> date'9999-12-31') AND c > date'2000-01-01'")))
                .containsExactly("2024-02-29");
    }

    private static List<String> days(Dataset<Row> frame) {
        return frame.orderBy("c").selectExpr("cast(c AS string)").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static Set<String> filters(Column column) {
        Set<String> filters = new LinkedHashSet<>(KINDS_WITHOUT_VALUE);
        if (column == Column.A_BIT) {
            filters.addAll(List.of("c", "NOT c", "c IS TRUE", "c IS NOT FALSE"));
        }
        List<String> values = split(column.values);
        for (int i = 0; i < values.size(); i++) {
            String other = values.get((i + 1) % values.size());
            for (String kind : KINDS) {
                filters.add(filled(kind, values.get(i), other));
            }
            if (column.isText()) {
                for (String kind : KINDS_OF_TEXT) {
                    filters.add(filled(kind, values.get(i), other));
                }
            }
        }
        return filters;
    }

    private static String filled(String kind, String v, String w) {
        return kind.replaceAll("\\bv\\b", Matcher.quoteReplacement(v))
                .replaceAll("\\bw\\b", Matcher.quoteReplacement(w));
    }

    /** Plans without running: what is sent stands in the scan's description. */
    private static Planned plan(Dataset<Row> frame, String filter) {
        var plan = frame.where(filter).queryExecution().executedPlan();
        String text = plan.toString();
        String scan = text.lines()
                .filter(line -> line.contains("sqlanalytics"))
                .findFirst()
                .map(line -> text.substring(text.indexOf(line)))
                .orElse("");
        if (scan.isEmpty()) {
            // Spark knows the answer without the table.
            return new Planned(filter, "", true);
        }
        Matcher sent = SENT.matcher(scan.replaceAll(" RuntimeFilters: \\[\\]\\s*$", ""));
        return new Planned(filter, sent.find() ? sent.group(1).strip() : "", text.contains("Filter "));
    }

    private static Map<String, Set<Integer>> inSpark(Dataset<Row> local, List<String> filters) {
        Map<String, Set<Integer>> found = new LinkedHashMap<>();
        for (int from = 0; from < filters.size(); from += AT_ONCE) {
            List<String> some = filters.subList(from, Math.min(from + AT_ONCE, filters.size()));
            List<String> columns = new ArrayList<>(List.of("k"));
            some.forEach(filter -> columns.add("coalesce(" + filter + ", false)"));
            for (Row row : local.selectExpr(columns.toArray(String[]::new)).collectAsList()) {
                for (int i = 0; i < some.size(); i++) {
                    Set<Integer> rows = found.computeIfAbsent(some.get(i), key -> new TreeSet<>());
                    if (row.getBoolean(i + 1)) {
                        rows.add(row.getInt(0));
                    }
                }
            }
        }
        return found;
    }

    private static Map<String, Set<Integer>> inPool(Column column, List<String> all) {
        List<String> conditions = all.stream().distinct().toList();
        Map<String, Set<Integer>> found = new LinkedHashMap<>();
        for (int from = 0; from < conditions.size(); from += AT_ONCE) {
            List<String> some = conditions.subList(from, Math.min(from + AT_ONCE, conditions.size()));
            StringBuilder sql = new StringBuilder("SELECT k");
            some.forEach(
                    condition -> sql.append(", CASE WHEN ").append(condition).append(" THEN 1 ELSE 0 END"));
            for (String row : POOL.query(sql + " FROM " + column.table())) {
                String[] cells = row.split("\\|", -1);
                for (int i = 0; i < some.size(); i++) {
                    Set<Integer> rows = found.computeIfAbsent(some.get(i), key -> new TreeSet<>());
                    if (cells[i + 1].equals("1")) {
                        rows.add(Integer.valueOf(cells[0]));
                    }
                }
            }
        }
        return found;
    }

    /** Splits at commas outside of quotes and parentheses. */
    private static List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i <= list.length(); i++) {
            if (i == list.length() || (list.charAt(i) == ',' && !quoted)) {
                parts.add(list.substring(start, i));
                start = i + 1;
            } else if (list.charAt(i) == '\'' && (i == 0 || list.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            }
        }
        return parts;
    }
}
