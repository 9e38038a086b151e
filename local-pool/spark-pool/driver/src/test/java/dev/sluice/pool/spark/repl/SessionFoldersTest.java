package dev.sluice.pool.spark.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionFoldersTest {

    @Test
    void theFileLivyHandedOverIsFound() {
        assertThat(SessionFolders.livyConfiguration(
                        List.of("java", "--properties-file", "/a b/livyConf123.properties", "--class")))
                .contains(Path.of("/a b/livyConf123.properties"));
    }

    @Test
    void otherFilesAreLeftAlone() {
        assertThat(SessionFolders.livyConfiguration(List.of("--properties-file", "/etc/spark.properties")))
                .isEmpty();
        assertThat(SessionFolders.livyConfiguration(List.of("--properties-file", "/a/livyConf.txt")))
                .isEmpty();
        assertThat(SessionFolders.livyConfiguration(List.of("--properties-file")))
                .isEmpty();
        assertThat(SessionFolders.livyConfiguration(List.of())).isEmpty();
    }

    @Test
    void aSessionGetsAWarehouseOfItsOwnUnlessItHasOne() throws IOException {
        SparkConf given = new SparkConf(false).set("spark.sql.warehouse.dir", "/mine");
        SessionFolders.apply(given);
        assertThat(given.get("spark.sql.warehouse.dir")).isEqualTo("/mine");

        SparkConf none = new SparkConf(false);
        SessionFolders.apply(none);
        assertThat(none.get("spark.sql.warehouse.dir")).contains("/spark-warehouse-");
    }
}
