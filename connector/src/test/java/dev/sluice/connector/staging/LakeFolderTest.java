package dev.sluice.connector.staging;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LakeFolderTest {

    private static final String CONTAINER = "abfss://lake@account.dfs.core.windows.net";

    /** Two folders, whether the first is within the second, and whether they overlap. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abfss://lake@account.dfs.core.windows.net/staging|true|true",
                "abfss://lake@account.dfs.core.windows.net/staging/|true|true",
                "abfss://lake@account.dfs.core.windows.net/staging/a/b|true|true",
                "abfss://lake@account.dfs.core.windows.net//staging//a|true|true",
                "abfs://LAKE@Account.dfs.core.windows.net:443/staging|true|true",
                "wasbs://lake@account.blob.core.windows.net/staging|true|true",
                "abfss://lake@account.dfs.core.windows.net/x/../staging|true|true",
                "abfss://lake@account.dfs.core.windows.net/../staging|true|true",
                "abfss://lake@account.dfs.core.windows.net/|false|true",
                "abfss://lake@account.dfs.core.windows.net/staging/..|false|true",
                "abfss://lake@account.dfs.core.windows.net/staging2|false|false",
                "abfss://lake@account.dfs.core.windows.net/Staging|false|false",
                "abfss://lake@account.dfs.core.windows.net/other/staging|false|false",
                "abfss://pond@account.dfs.core.windows.net/staging|false|false",
                "abfss://lake@other.dfs.core.windows.net/staging|false|false",
                "file:///staging|false|false",
            })
    void knowsAFolderHoweverItIsSpelled(String folder, boolean within, boolean overlaps) {
        LakeFolder staging = LakeFolder.of(new Path(CONTAINER + "/staging"));
        LakeFolder other = LakeFolder.of(new Path(folder));

        assertThat(other.isWithin(staging)).isEqualTo(within);
        assertThat(other.overlaps(staging)).isEqualTo(overlaps);
        assertThat(staging.overlaps(other)).isEqualTo(overlaps);
    }
}
