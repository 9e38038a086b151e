package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.livy.Language;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.magics.MagicsSettings;
import dev.sluice.magics.SluiceCells;
import dev.sluice.magics.cell.CellOutcome;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.cell.MimeBundle;
import java.net.URI;
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

    static Notebook at(URI livy, Language language) {
        return at(LivyEndpoint.open(livy), language);
    }

    private static Notebook at(LivyEndpoint livy, Language language) {
        return new Notebook(SluiceCells.create(MagicsSettings.of(language), LivyClients.create(livy)));
    }

    /** Runs a cell that has to work, and returns its text: output, displays and result. */
    String run(String cell) {
        RecordedOutput output = new RecordedOutput();
        CellOutcome outcome = cells.run(cell, output);
        assertThat(outcome).as(cell).isInstanceOf(CellOutcome.Succeeded.class);
        MimeBundle result = ((CellOutcome.Succeeded) outcome).result();
        return Stream.concat(
                        Stream.concat(
                                Stream.of(output.out()), output.shown().stream().map(MimeBundle::text)),
                        Stream.ofNullable(result).map(MimeBundle::text))
                .collect(Collectors.joining("\n"));
    }

    /** Runs a cell that has to fail, and returns how. */
    CellOutcome.Failed fail(String cell) {
        CellOutcome outcome = cells.run(cell, new RecordedOutput());
        assertThat(outcome).as(cell).isInstanceOf(CellOutcome.Failed.class);
        return (CellOutcome.Failed) outcome;
    }

    @Override
    public void close() {
        cells.close();
    }
}
