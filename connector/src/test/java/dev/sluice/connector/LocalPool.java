package dev.sluice.connector;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import dev.sluice.pool.identity.LocalIdentity;
import dev.sluice.pool.identity.fault.FaultFolder;
import dev.sluice.pool.sql.SqlPoolMain;
import dev.sluice.pool.storage.StorageMain;
import dev.sluice.transfer.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The local pool's servers and one Spark session, shared by all integration tests of the JVM and ended with it. */
public final class LocalPool {

    private static final LocalPool SHARED = start();

    private final LocalSpark sparks;
    private final Path folder;
    private final LocalIdentity identity;
    private final int sqlPort;
    private final SparkSession spark;

    private LocalPool(LocalSpark sparks, LocalIdentity identity, SparkSession spark) {
        this.sparks = sparks;
        this.folder = sparks.folder();
        this.identity = identity;
        this.sqlPort = sparks.sqlPort();
        this.spark = spark;
    }

    /** Returns the pool that all tests share. */
    public static LocalPool shared() {
        return SHARED;
    }

    public SparkSession spark() {
        return spark;
    }

    /** Returns how Spark sessions of other processes reach the servers. */
    public LocalSpark sparks() {
        return sparks;
    }

    public LocalIdentity identity() {
        return identity;
    }

    /** Returns the switch that strikes statements of the SQL pool. */
    public FaultFolder sqlFaults() {
        return new FaultFolder(folder.resolve("sql-faults"));
    }

    /** Returns the switch that strikes requests of the storage. */
    public FaultFolder storageFaults() {
        return new FaultFolder(folder.resolve("storage-faults"));
    }

    public int sqlPort() {
        return sqlPort;
    }

    public String password() {
        try {
            return identity.sqlPassword().value();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where the files of a folder of the container lie on disk. */
    public Path lake(String path) {
        return folder.resolve("lake/sluicelocal/lake").resolve(path);
    }

    /** Returns what is in the staging folder and not deleted: entries of the ledger and transfer folders. */
    public List<String> leftInStaging() {
        List<String> left = new ArrayList<>();
        try {
            for (String place : List.of("staging", "staging/_sluice/ledger")) {
                if (Files.exists(lake(place))) {
                    try (Stream<Path> files = Files.list(lake(place))) {
                        files.map(file -> file.getFileName().toString())
                                .filter(name -> !name.equals("_sluice"))
                                .forEach(left::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return left;
    }

    /** Returns what transfers have left in the SQL pool. */
    public List<String> leftInPool() {
        return query("SELECT name FROM sys.tables WHERE name LIKE 'sluice[_]%' UNION ALL"
                + " SELECT name FROM sys.external_data_sources WHERE name LIKE 'sluice[_]%' UNION ALL"
                + " SELECT name FROM sys.external_file_formats WHERE name LIKE 'sluice[_]%'");
    }

    /** Starts another storage account, which a test may end. */
    public Runnable startStorage(String account) {
        try {
            Path own = Files.createDirectories(folder.resolve(account));
            ServiceUnderTest storage = ServiceUnderTest.start(
                    StorageMain.class,
                    own,
                    "--identity",
                    folder.resolve("identity").toString(),
                    "--lake",
                    own.resolve("lake").toString(),
                    "--account",
                    account);
            Runtime.getRuntime().addShutdownHook(new Thread(storage::kill));
            String host = account + ".dfs.core.windows.net";
            spark.conf().set("fs.azure.abfs.endpoint." + host, "127.0.0.1:" + storage.port());
            spark.conf()
                    .set("fs.azure.account.key." + host, identity.storageKey().value());
            return storage::kill;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the object id of a table. */
    public long objectId(TableName table) {
        return Long.parseLong(query("SELECT object_id FROM sys.tables WHERE name = '" + table.table() + "'")
                .get(0));
    }

    /** Runs statements by the plain driver. */
    public void sql(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a query by the plain driver and returns its rows, values joined by bars. */
    public List<String> query(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return rows;
    }

    private Connection connect() throws SQLException {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName("127.0.0.1");
        source.setPortNumber(sqlPort);
        source.setDatabaseName("sqlpool");
        source.setUser("sluice");
        source.setPassword(password());
        source.setEncrypt("true");
        return source.getConnection();
    }

    private static LocalPool start() {
        try {
            Path folder = Files.createTempDirectory("sluice-connector");
            LocalIdentity identity = LocalIdentity.openOrCreate(folder.resolve("identity"));
            LocalSpark.trust(identity);
            String lake = folder.resolve("lake").toString();
            String identityFolder = folder.resolve("identity").toString();
            ServiceUnderTest storage = ServiceUnderTest.start(
                    StorageMain.class,
                    folder,
                    "--identity",
                    identityFolder,
                    "--lake",
                    lake,
                    "--faults",
                    folder.resolve("storage-faults").toString());
            ServiceUnderTest sqlPool = ServiceUnderTest.start(
                    SqlPoolMain.class,
                    folder,
                    "--identity",
                    identityFolder,
                    "--lake",
                    lake,
                    "--data",
                    folder.resolve("sql").toString(),
                    "--faults",
                    folder.resolve("sql-faults").toString());
            LocalSpark sparks = new LocalSpark(folder, storage.port(), sqlPool.port());
            SparkSession spark = sparks.start("local[2,2]");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                spark.stop();
                sqlPool.close();
                storage.close();
                delete(folder);
            }));
            return new LocalPool(sparks, identity, spark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
