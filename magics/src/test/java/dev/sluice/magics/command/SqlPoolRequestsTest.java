package dev.sluice.magics.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.magics.syntax.UsageException;
import dev.sluice.transfer.TransferId;
import dev.sluice.transfer.TransferRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SqlPoolRequestsTest {

    private static final TransferId ID = new TransferId("20260131_235959_0123456789abcdef");

    private static final String READ = "{'operation':'read','id':'" + ID + "','pool':{},";
    private static final String QUERY = "{'operation':'query','id':'" + ID + "','pool':{},";
    private static final String WRITE = "{'operation':'write','id':'" + ID + "','pool':{},";

    static Stream<Arguments> readings() {
        return Stream.of(
                Arguments.of(
                        "read sales.dbo.Orders -> orders",
                        "",
                        READ
                                + "'source':{'table':'[sales].[dbo].[Orders]','columns':[],'loss':'refuse'},'view':'orders','hooks':{},"
                                + "'verify':'count'}"),
                Arguments.of(
                        "read [Order -> Lines]->v --columns=a,[b,c],\"d \"\"e\" --where \"x = 'it''s'\" --limit 10 --allow-loss",
                        "",
                        READ + "'source':{'table':'[dbo].[Order -> Lines]','columns':['a','b,c','d \\\"e'],"
                                + "'where':'x = ''it''''s''','limit':10,'loss':'allow'},'view':'v','hooks':{},'verify':'count'}"),
                Arguments.of(
                        "read -> v --verify CHECKSUM --label nightly --staging abfss://c@a.dfs.core.windows.net/s",
                        "SELECT 1 AS a\n",
                        READ + "'source':{'query':'SELECT 1 AS a','columns':[],'loss':'refuse'},'view':'v','hooks':{},"
                                + "'staging':'abfss://c@a.dfs.core.windows.net/s','verify':'checksum','label':'nightly'}"),
                Arguments.of("write df -> t", "", WRITE + "'frame':'df'," + into("[dbo].[t]")),
                Arguments.of("write [my view] -> t", "", WRITE + "'frame':'`my view`'," + into("[dbo].[t]")),
                Arguments.of("write global_temp.v -> t", "", WRITE + "'frame':'global_temp.v'," + into("[dbo].[t]")),
                Arguments.of(
                        "write --mode overwrite df -> s.t --distribution hash(Order ID) --index clustered([a b])"
                                + " --max-string-length 4000 --load copy --allow-loss --widen --pre 'DELETE x' --post=\"EXEC y\"",
                        "",
                        WRITE + "'frame':'df','columns':[],'target':{'table':'[s].[t]','mode':'overwrite',"
                                + "'type':'internal','distribution':'hash(Order ID)','index':'clustered(a b)',"
                                + "'maxStringLength':4000,'load':'copy','loss':'allow','widen':true},"
                                + "'hooks':{'pre':'DELETE x','post':'EXEC y'},"
                                + "'verify':'count'}"),
                Arguments.of(
                        "write df -> t --type external --location /out/t --columns a",
                        "",
                        WRITE + "'frame':'df','columns':['a'],'target':{'table':'[dbo].[t]','mode':'error',"
                                + "'type':'external','location':'/out/t','load':'polybase','loss':'refuse','widen':false},"
                                + "'hooks':{},"
                                + "'verify':'count'}"),
                Arguments.of("history", "", "{'operation':'history','pool':{},'limit':20}"),
                Arguments.of(
                        "history --limit 5 --staging abfss://c@a.dfs.core.windows.net/s --database d",
                        "",
                        "{'operation':'history','pool':{'database':'d'},"
                                + "'staging':'abfss://c@a.dfs.core.windows.net/s','limit':5}"),
                Arguments.of("status " + ID, "", "{'operation':'status','pool':{},'transfer':'" + ID + "'}"),
                Arguments.of(
                        "resume " + ID + " --server h",
                        "",
                        "{'operation':'resume','pool':{'server':'h'},'transfer':'" + ID + "'}"),
                Arguments.of("gc", "", "{'operation':'gc','pool':{},'olderThanSeconds':86400,'dryRun':false}"),
                Arguments.of(
                        "gc --dry-run --older-than 90m",
                        "",
                        "{'operation':'gc','pool':{},'olderThanSeconds':5400,'dryRun':true}"),
                Arguments.of("query", "SELECT 1", QUERY + "'sql':'SELECT 1','limit':1000}"),
                Arguments.of(
                        "query -> v --limit 99999999999",
                        "SELECT 1",
                        QUERY + "'sql':'SELECT 1','view':'v','limit':2147483647}"),
                Arguments.of(
                        "run --server h,1433 --database d --auth SQL --user u --secret env:P",
                        "DROP TABLE t",
                        "{'operation':'run','pool':{'server':'h,1433','database':'d','auth':'sql','user':'u',"
                                + "'secret':'env:P'},'sql':'DROP TABLE t'}"));
    }

    private static String into(String table) {
        return "'columns':[],'target':{'table':'" + table
                + "','mode':'error','type':'internal','load':'polybase','loss':'refuse','widen':false},'hooks':{},"
                + "'verify':'count'}";
    }

    @ParameterizedTest
    @MethodSource("readings")
    void readsCells(String line, String body, String json) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        String written =
                mapper.writerFor(TransferRequest.class).writeValueAsString(SqlPoolRequests.parse(line, body, ID));
        String expected = json.replace("''", "\u0000").replace('\'', '"').replace("\u0000", "'");
        assertThat(mapper.readTree(written)).isEqualTo(mapper.readTree(expected));
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "",
                        "Missing command after %%sqlpool. Write one of read, write, query, run, history, status, resume, gc;"
                                + " %sqlpool help explains them."),
                refusal("status", "Missing id: which transfer. Write %sqlpool status <id> [options]."),
                refusal(
                        "resume 17",
                        "Invalid transfer id '17': it is a day, a time and 16 hexadecimal digits, as in"
                                + " 20260131_235959_0123456789abcdef. %sqlpool history [options] lists the transfers."),
                refusal("status " + ID + " -> v", "Unexpected '->'. Write %sqlpool status <id> [options]."),
                refusal(
                        "status " + ID + ' ' + ID,
                        "Unexpected '" + ID + "' after '" + ID
                                + "'. Write %sqlpool status <id> [options]; quote what has" + " spaces in it."),
                refusal("history x", "Unexpected 'x' after %%sqlpool history. Write %sqlpool history [options]."),
                refusal(
                        "gc --older-than soon",
                        "Invalid age 'soon': write a whole number and s, m, h or d, as in 12h. %sqlpool help gc explains"
                                + " it."),
                refusal("gc --dry-run=yes", "Option --dry-run takes no value. Write --dry-run."),
                refusal(
                        "history --dry-run",
                        "Option --dry-run is not one of %%sqlpool history. It belongs to gc; %sqlpool help history lists"
                                + " its options."),
                refusal(
                        "raed t -> v",
                        "Unknown command 'raed' of %%sqlpool. Did you mean read? There are read, write, query, run, history,"
                                + " status, resume, gc; %sqlpool help explains them."),
                refusal(
                        "copy t -> v",
                        "Unknown command 'copy' of %%sqlpool. There are read, write, query, run, history, status, resume, gc;"
                                + " %sqlpool help explains them."),
                refusal(
                        "read a..b -> v",
                        "Cannot parse table name 'a..b': position 2 needs brackets, as in [name]. Write table,"
                                + " schema.table or database.schema.table; put unusual names into brackets, as in"
                                + " dbo.[Order Lines]."),
                refusal(
                        "write df -> a.b.c.d",
                        "Cannot parse table name 'a.b.c.d': 4 parts, at most 3 are allowed. Write table, schema.table or"
                                + " database.schema.table; put unusual names into brackets, as in dbo.[Order Lines]."),
                refusal(
                        "read t",
                        "Missing view: where are the rows to go. Write %%sqlpool read <table> -> <view> [options]."),
                refusal(
                        "read -> v",
                        "Missing table: what is to be read. Write %%sqlpool read <table> -> <view> [options]."),
                refusal(
                        "read t -> größe",
                        "Invalid view name 'größe'. Use the letters a to z, digits and _, beginning with a letter."),
                refusal(
                        "read t u -> v",
                        "Unexpected 'u' after 't'. Write %%sqlpool read <table> -> <view> [options]; quote what has"
                                + " spaces in it."),
                refusal(
                        "read t -> v -> w",
                        "There is more than one '->'. Write %%sqlpool read <table> -> <view> [options]."),
                refusal(
                        "read t -> v --limt 5",
                        "Unknown option --limt of %%sqlpool read. Did you mean --limit? %sqlpool help read lists its"
                                + " options."),
                refusal("read t -> v -x", "Unknown option -x of %%sqlpool read. %sqlpool help read lists its options."),
                refusal(
                        "read t -> v --mode append",
                        "Option --mode is not one of %%sqlpool read. It belongs to write; %sqlpool help read lists its"
                                + " options."),
                refusal("write df -> t --allow-loss=true", "Option --allow-loss takes no value. Write --allow-loss."),
                refusal("read t -> v --limit", "Option --limit needs a value. Write --limit <rows>."),
                refusal("read t --limit -> v", "Option --limit needs a value. Write --limit <rows>."),
                refusal("read t -> v --limit --label x", "Option --limit needs a value. Write --limit <rows>."),
                refusal("read t -> v --where=", "Option --where needs a value. Write --where <condition>."),
                refusal("read t -> v --limit 1 --limit 2", "Option --limit is given twice. Give it once."),
                refusal("read t -> v --limit 0", "Invalid --limit '0'. Write a whole number, 1 or more."),
                refusal("read t -> v --limit ten", "Invalid --limit 'ten'. Write a whole number, 1 or more."),
                refusal(
                        "read t -> v --columns a,,b",
                        "Invalid columns 'a,,b'. Separate names by single commas, as in a,b,c."),
                refusal(
                        "write df.limit(5) -> t",
                        "Invalid frame 'df.limit(5)'. Name a DataFrame variable or a view; give an expression a name"
                                + " first, as in small = df.limit(5)."),
                refusal(
                        "write -> t",
                        "Missing frame: what is to be written. Write %%sqlpool write <frame> -> <table> [options]."),
                refusal(
                        "write df",
                        "Missing table: where are the rows to go. Write %%sqlpool write <frame> -> <table> [options]."),
                refusal(
                        "write df -> t --mode replace",
                        "Invalid mode 'replace': use one of error, append, overwrite, ignore. %sqlpool help write explains"
                                + " it."),
                refusal(
                        "write df -> t --type temp",
                        "Invalid type 'temp': use one of internal, external. %sqlpool help write explains it."),
                refusal(
                        "write df -> t --distribution random",
                        "Invalid distribution 'random': use hash(column), round_robin or replicate. %sqlpool help write"
                                + " explains it."),
                refusal(
                        "write df -> t --index btree",
                        "Invalid index 'btree': use columnstore, heap or clustered(column). %sqlpool help write explains"
                                + " it."),
                refusal(
                        "write df -> t --max-string-length 4001",
                        "Invalid --max-string-length '4001'. Write a whole number, 1 to 4000."),
                refusal(
                        "write df -> t --location /x",
                        "Option --location is for external tables. Leave it out, or write --type external."),
                refusal(
                        "write df -> t --type external --distribution hash(a)",
                        "Option --distribution is for internal tables. Leave it out: the SQL pool reads an external"
                                + " table's files where they are."),
                refusal(
                        "write df -> t --type external --index heap",
                        "Option --index is for internal tables. Leave it out: the SQL pool reads an external table's"
                                + " files where they are."),
                refusal("query", "Missing T-SQL. Write the SELECT on the lines below %%sqlpool query."),
                refusal("run", "Missing T-SQL. Write the statements on the lines below %%sqlpool run."),
                refusal(
                        "query SELECT",
                        "Unexpected 'SELECT' after %%sqlpool query. Write %%sqlpool query [-> <view>] [options], and the"
                                + " T-SQL on the lines below."),
                refusal(
                        "run --auth kerberos",
                        "Missing T-SQL. Write the statements on the lines below %%sqlpool run."));
    }

    private static Arguments refusal(String line, String message) {
        return Arguments.of(line, "", message);
    }

    static Stream<Arguments> refusalsWithBodies() {
        return Stream.of(
                Arguments.of(
                        "read t -> v",
                        "SELECT 1",
                        "Both a table and a query are given. Leave out 't' to read the result of the query, or the query"
                                + " to read the table."),
                Arguments.of(
                        "write df -> t",
                        "\ndf.show()",
                        "Unexpected text below %%sqlpool write: 'df.show()'. Put it into a cell of its own; a line that"
                                + " goes on ends with a backslash."),
                Arguments.of(
                        "query ->",
                        "SELECT 1",
                        "Missing view after '->'. Write %%sqlpool query [-> <view>] [options]."),
                Arguments.of("run -> v", "DROP TABLE t", "Unexpected '->'. Write %%sqlpool run [options]."),
                Arguments.of(
                        "history",
                        "SELECT 1",
                        "Unexpected text below %%sqlpool history: 'SELECT 1'. Put it into a cell of its own; a line that"
                                + " goes on ends with a backslash."),
                Arguments.of(
                        "run --auth kerberos",
                        "DROP TABLE t",
                        "Invalid auth 'kerberos': use one of aad, sql. %sqlpool help run explains it."),
                Arguments.of(
                        "run --auth aad --user me",
                        "DROP TABLE t",
                        "Options --user and --secret do not go with --auth aad. The Spark pool's own identity logs in;"
                                + " leave them out or write --auth sql."),
                Arguments.of(
                        "run --secret hunter2",
                        "DROP TABLE t",
                        "Invalid secret: write where it is found, as file:PATH, env:NAME or conf:KEY, never the secret"
                                + " itself. If it was a password: it now stands in this notebook, change it."));
    }

    @ParameterizedTest
    @MethodSource({"refusals", "refusalsWithBodies"})
    void refusesWhatMakesNoSense(String line, String body, String message) {
        assertThatThrownBy(() -> SqlPoolRequests.parse(line, body, ID))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void explainsEveryOptionOfEveryCommand() {
        for (SqlPoolCommand command : SqlPoolCommand.values()) {
            String help = SqlPoolHelp.of(' ' + command.word());
            assertThat(SqlPoolHelp.of("")).contains(command.form(), command.summary());
            assertThat(help).startsWith(command.form()).contains(command.remark());
            for (SqlPoolOption option : SqlPoolOption.values()) {
                assertThat(help.contains("\n  " + SqlPoolHelp.option(option)))
                        .isEqualTo(option.commands().contains(command));
            }
        }
    }

    @Test
    void refusesHelpOnWhatIsNoCommand() {
        assertThatThrownBy(() -> SqlPoolHelp.of("wirte"))
                .hasMessage(
                        "Unknown command 'wirte' of %%sqlpool. Did you mean write? There are read, write, query, run,"
                                + " history, status, resume, gc.");
    }
}
