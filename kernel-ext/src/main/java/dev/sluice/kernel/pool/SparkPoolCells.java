package dev.sluice.kernel.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.kernel.language.NotebookLanguage;
import dev.sluice.livy.Language;
import dev.sluice.livy.LivyClient;
import dev.sluice.livy.LivyEndpoint;
import dev.sluice.livy.rest.LivyClients;
import dev.sluice.magics.MagicsSettings;
import dev.sluice.magics.SluiceCells;
import dev.sluice.magics.cell.Cells;
import dev.sluice.magics.command.Configuration;
import dev.sluice.magics.syntax.UsageException;
import dev.sluice.profile.InvalidProfileException;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileFile;
import java.util.Map;
import java.util.function.Supplier;

/** Puts together the cells of a notebook. Nothing is asked of a pool before the first cell that needs it. */
public final class SparkPoolCells {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SparkPoolCells() {}

    /**
     * Makes cells.
     *
     * @throws InvalidProfileException if a profile is chosen that cannot be used
     */
    public static Cells of(PoolChoice pool, NotebookLanguage language) throws InvalidProfileException {
        if (pool instanceof PoolChoice.Livy livy) {
            return cells(language, LivyClients.create(LivyEndpoint.open(livy.address())), Map.of());
        } else if (pool instanceof PoolChoice.Named named) {
            return of(ProfileFile.ofUser().read(named.name()), language);
        }
        Supplier<LocalLivy> livy = new PoolState(((PoolChoice.Local) pool).state())::livy;
        LivyClient client = new LocalLivyClient(livy, found -> LivyClients.create(found.endpoint()));
        return new LocalPoolCells(cells(language, client, Map.of()), livy);
    }

    /** Makes cells of a kernel: if they cannot have the pool that is chosen, each of them says why. */
    public static Cells ofKernel(PoolChoice pool, NotebookLanguage language) {
        try {
            return of(pool, language);
        } catch (InvalidProfileException e) {
            return new UnusableProfileCells(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes cells that run where a profile says.
     *
     * @throws InvalidProfileException if its settings of the session are none
     */
    static Cells of(Profile profile, NotebookLanguage language) throws InvalidProfileException {
        try {
            // As a first cell of %%configure would: the same checks, the same words.
            Configuration session = Configuration.parse("", JSON.writeValueAsString(profile.session()));
            return cells(language, LivyClients.create(profile.endpoint()), session.properties());
        } catch (UsageException e) {
            throw new InvalidProfileException(profile, "option session: " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write the settings of " + profile, e);
        }
    }

    private static Cells cells(NotebookLanguage language, LivyClient client, Map<String, Object> session) {
        Language livyLanguage = Language.ofKind(language.id())
                .orElseThrow(() -> new IllegalStateException("Livy has no statements of kind " + language.id()));
        return SluiceCells.create(MagicsSettings.of(livyLanguage, session), client);
    }
}
