package dev.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.pool.PoolChoice;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelOptionsTest {

    private static KernelOptions parse(String arguments) throws InvalidOptionException {
        return KernelOptions.parse(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));
    }

    @Test
    void readsOptions() throws InvalidOptionException {
        assertThat(parse("--connection-file f --language SQL --livy http://h:1/x"))
                .isEqualTo(new KernelOptions(
                        Path.of("f"), NotebookLanguage.SQL, new PoolChoice.Livy(URI.create("http://h:1/x"))));
        assertThat(parse("--pool-state s --connection-file f"))
                .isEqualTo(
                        new KernelOptions(Path.of("f"), NotebookLanguage.PYSPARK, new PoolChoice.Local(Path.of("s"))));
        assertThat(parse("--profile work --connection-file f"))
                .isEqualTo(new KernelOptions(Path.of("f"), NotebookLanguage.PYSPARK, new PoolChoice.Named("work")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                            | Expected one of --livy URL, --profile NAME and --pool-state FOLDER
            --livy http://h --pool-state s                | Expected one of --livy URL, --profile NAME and --pool-state FOLDER
            --profile p --pool-state s                    | Expected one of --livy URL, --profile NAME and --pool-state FOLDER
            --livy http://h                               | Missing option --connection-file
            --colour blue                                 | Unknown option '--colour': known are --connection-file, --language, --livy, --profile and --pool-state
            --livy                                        | Missing value of --livy
            --livy ftp://h --connection-file f            | Invalid value of --livy 'ftp://h': expected as in http://host:8998, without a login
            --livy nowhere --connection-file f            | Invalid value of --livy 'nowhere': expected as in http://host:8998, without a login
            --livy http://[ --connection-file f           | Invalid value of --livy 'http://[': expected as in http://host:8998, without a login
            --livy http://u:s3cr3t@h --connection-file f  | Invalid value of --livy 'http://***@h': expected as in http://host:8998, without a login
            --livy http://u:s3<r3t@h --connection-file f  | Invalid value of --livy 'http://***@h': expected as in http://host:8998, without a login
            --livy http://h/?t=s3cr3t --connection-file f | Invalid value of --livy 'http://h/?***': expected as in http://host:8998, without a login
            --livy=http://u:s3cr3t@h                      | Unknown option '--livy': known are --connection-file, --language, --livy, --profile and --pool-state. Write its value behind a space
            --pool-state s --connection-file f --language r | Invalid value of --language 'r': expected one of pyspark, spark, sql
            """)
    void refusesWhatItDoesNotUnderstand(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments))
                .isExactlyInstanceOf(InvalidOptionException.class)
                .hasMessage(message);
    }
}
