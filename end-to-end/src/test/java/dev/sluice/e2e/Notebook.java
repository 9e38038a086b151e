package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.kernel.pool.PoolChoice;
import dev.sluice.kernel.pool.SparkPoolCells;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.magics.MagicsSettings;
import dev.sluice.magics.SluiceCells;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.MimeBundle;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A notebook without a front end: it runs cells and says what a person would see. */
final class Notebook implements AutoCloseable {

    private final Cells cells;

    private Notebook(Cells cells) {
        this.cells = cells;
    }

    static Notebook on(TestPool pool) {
        return at(new PoolUrl(pool).ownersLivy(), Language.PYSPARK);
    }

    /** A notebook that follows the pool to wherever its Livy listens, as installed kernels do. */
    static Notebook following(TestPool pool) {
        return new Notebook(
                SparkPoolCells.ofKernel(new PoolChoice.Local(pool.layout().state()), NotebookLanguage.PYSPARK));
    }

    /** A notebook between which and the pool's Livy something stands. */
    static Notebook through(FaultProxy proxy, TestPool pool) {
        assertThat(pool.status().state()).isEqualTo("up");
        return at(new PoolUrl(pool).ownersLivyAt(proxy.address()), Language.PYSPARK);
    }

    static Notebook at(URI livy, Language language) {
        return at(LivyEndpoint.open(livy), language);
    }

    private static Notebook at(LivyEndpoint livy, Language language) {
        return new Notebook(SluiceCells.create(MagicsSettings.of(language), LivyClients.create(livy)));
    }

    /** Runs a cell that has to work, and returns its text: output, displays and result. */
    String run(String cell) {
        return run(cell, new RecordedOutput());
    }

    /** Runs a cell that has to work and tells what it says also to an output. */
    String run(String cell, RecordedOutput output) {
        CellOutcome outcome = cells.run(cell, output);
        assertThat(outcome).as(cell).isInstanceOf(CellOutcome.Succeeded.class);
        MimeBundle result = ((CellOutcome.Succeeded) outcome).result();
        return Stream.concat(
                        Stream.concat(
                                Stream.of(output.out()), output.shown().stream().map(MimeBundle::text)),
                        Stream.ofNullable(result).map(MimeBundle::text))
                .collect(Collectors.joining("\n"));
    }

    /** Counts the rows of a table of the SQL pool. */
    long rows(String table) {
        String shown = run("%%sqlpool query\nSELECT COUNT(*) AS n FROM " + table);
        // The value in the table that is shown, and nothing that is told beside it.
        List<String> lines = shown.lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines.get(0).strip()).as(shown).isEqualTo("n");
        return Long.parseLong(lines.get(2).strip());
    }

    /** Runs a cell that has to fail, and returns how. */
    CellOutcome.Failed fail(String cell) {
        return fail(cell, new RecordedOutput());
    }

    /** Runs a cell that has to fail and tells what it says also to an output. */
    CellOutcome.Failed fail(String cell, RecordedOutput output) {
        CellOutcome outcome = cells.run(cell, output);
        assertThat(outcome).as(cell).isInstanceOf(CellOutcome.Failed.class);
        return (CellOutcome.Failed) outcome;
    }

    /** Interrupts the cell that runs. */
    void interrupt() {
        cells.interrupt();
    }

    @Override
    public void close() {
        cells.close();
    }
}
