package dev.sluice.connector.transfer;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.sluice.connector.context.Environment;
import dev.sluice.connector.failure.TransferFailedException;
import dev.sluice.connector.spark.NeutralSession;
import dev.sluice.connector.spark.StagedParquet;
import dev.sluice.connector.type.PoolColumn;
import dev.sluice.connector.verification.Aggregates;
import dev.sluice.connector.verification.ComparedColumn;
import dev.sluice.connector.verification.Hashing;
import dev.sluice.connector.verification.RowComparison;
import dev.sluice.connector.verification.Survey;
import dev.sluice.connector.verification.SurveyQuestions;
import dev.sluice.transfer.ErrorCode;
import dev.sluice.transfer.LossPolicy;
import dev.sluice.transfer.SaveMode;
import dev.sluice.transfer.TransferRequest;
import dev.sluice.transfer.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The rows in the staging folder, and what was found out while they went there: the frame is computed once.
 *
 * @param files the rows as they lie in the files
 * @param survey what was measured
 * @param made answer of the comparison with a table that is made for the frame; nothing if there may be none
 * @param mapped answer of the comparison with the table that is there, likewise
 */
record StagedRows(Dataset<Row> files, Survey survey, List<@Nullable Object> made, List<@Nullable Object> mapped) {

    /**
     * Writes a frame into a folder and measures it on the way.
     *
     * @param mapping columns of the table that is there, if the frame may go into them
     * @throws TransferFailedException of {@link ErrorCode#VERIFICATION_FAILED} if Spark does not tell what it wrote
     */
    static StagedRows write(
            TransferRequest.Write request,
            Frame frame,
            Optional<Mapping> mapping,
            Environment environment,
            Path folder) {
        Questions questions = new Questions(request, frame, mapping, environment);
        Optional<Row> answer = StagedParquet.write(
                frame.staged(), frame.names(), "sluice " + request.id(), questions::aggregates, folder);
        List<@Nullable Object> values = answer.map(Aggregates::values)
                .orElseThrow(() -> TransferFailedException.of(
                        ErrorCode.VERIFICATION_FAILED,
                        "Spark does not tell how many rows it staged",
                        "The event that tells it did not come: Spark drops events when there are too many",
                        "Nothing was published. Run the transfer again"));
        SparkSession neutral = NeutralSession.of(environment.spark());
        return questions.read(values, StagedParquet.read(neutral, frame.stagedSchema(), folder));
    }

    /** Counts the rows of the files, by what the files themselves say. */
    long rowsOfFiles() {
        return (Long) Aggregates.of(files, () -> List.of(count(lit(1)))).get(0);
    }

    /** Returns the columns of the table that rows are loaded into, to be compared with the staged ones. */
    static List<ComparedColumn> compared(
            List<String> fields, List<PoolColumn> columns, TransferRequest.Write request, boolean mapped) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> ComparedColumn.of(
                        fields.get(i),
                        columns.get(i),
                        mapped && mayLack(request, columns.get(i)) ? Hashing.ALONE : Hashing.WITH_ROW))
                .toList();
    }

    /** Returns whether characters of a text may become others: what they become is the pool's own choice. */
    private static boolean mayLack(TransferRequest.Write request, PoolColumn column) {
        return request.target().loss() == LossPolicy.ALLOW
                && column.type().kind().hasCodePage();
    }

    /** What is asked of the rows. Which table they go into is known only when they are measured: two may be asked for. */
    private static final class Questions {

        private final TransferRequest.Write request;
        private final Frame frame;
        private final Optional<Mapping> mapping;
        private final Environment environment;
        private @Nullable SurveyQuestions survey;
        private List<Column> made = List.of();
        private List<Column> mapped = List.of();

        Questions(TransferRequest.Write request, Frame frame, Optional<Mapping> mapping, Environment environment) {
            this.request = request;
            this.frame = frame;
            this.mapping = mapping;
            this.environment = environment;
        }

        List<Column> aggregates() {
            StructType schema = frame.stagedSchema();
            survey = SurveyQuestions.of(schema, frame.asked(mapping), environment.zone());
            List<Column> all = new ArrayList<>(survey.aggregates());
            if (request.verify() == Verification.CHECKSUM) {
                mapped = mapping.map(each -> comparison(schema, each.columns(), true))
                        .orElse(List.of());
                made = mapping.isPresent() && request.target().mode() == SaveMode.APPEND
                        ? List.of()
                        : comparison(schema, frame.declaredColumns(), false);
                all.addAll(mapped);
                // Most often the same is computed for both.
                all.addAll(made.equals(mapped) ? List.of() : made);
            }
            return all;
        }

        private List<Column> comparison(StructType schema, List<PoolColumn> columns, boolean into) {
            return RowComparison.of(schema, compared(frame.names(), columns, request, into))
                    .frame();
        }

        StagedRows read(List<@Nullable Object> answer, Dataset<Row> files) {
            if (survey == null) {
                throw new IllegalStateException("Nothing was asked");
            }
            int from = survey.aggregates().size();
            int to = from + mapped.size();
            List<@Nullable Object> ofMapped = answer.subList(from, to);
            return new StagedRows(
                    files,
                    survey.read(answer),
                    made.equals(mapped) ? ofMapped : answer.subList(to, answer.size()),
                    ofMapped);
        }
    }
}
