package dev.sluice.kernel.pool;

import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.magics.MagicsSettings;
import dev.sluice.magics.SluiceCells;
import dev.sluice.magics.cell.Cells;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Puts together the cells of a notebook. Nothing is asked of a pool before the first cell that needs it. */
public final class SparkPoolCells {

    private SparkPoolCells() {}

    /** Makes cells that run in the Spark pool of a Livy server that asks for no login. */
    public static Cells at(URI livy, NotebookLanguage language) {
        return cells(language, LivyClients.create(LivyEndpoint.open(livy)));
    }

    /**
     * Makes cells that run in the local pool, which may start later.
     *
     * @param poolState folder of the pool's ready files
     */
    public static Cells local(Path poolState, NotebookLanguage language) {
        Supplier<LocalLivy> livy = new PoolState(poolState)::livy;
        LivyClient client = new LocalLivyClient(livy, found -> LivyClients.create(found.endpoint()));
        return new LocalPoolCells(cells(language, client), livy);
    }

    private static Cells cells(NotebookLanguage language, LivyClient client) {
        Language livyLanguage = Language.ofKind(language.id())
                .orElseThrow(() -> new IllegalStateException("Livy has no statements of kind " + language.id()));
        return SluiceCells.create(MagicsSettings.of(livyLanguage), client);
    }
}
