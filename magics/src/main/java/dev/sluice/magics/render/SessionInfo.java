package dev.sluice.magics.render;

import dev.sluice.livy.LivySession;
import dev.sluice.magics.cell.MimeBundle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what {@code %info} tells. */
public final class SessionInfo {

    private SessionInfo() {}

    /**
     * Renders the state of things.
     *
     * @param current the session of this notebook
     * @param properties what it is or will be made with
     * @param sessions all that the server shows
     */
    public static MimeBundle render(
            String address, Optional<LivySession> current, Map<String, Object> properties, List<LivySession> sessions) {
        StringBuilder text = new StringBuilder("Livy at ").append(address).append('\n');
        text.append(current.map(session -> "Session of this notebook: " + session.id())
                        .orElse("This notebook has no session yet: the first cell with code starts it"))
                .append('\n');
        properties.forEach((name, value) ->
                text.append("  ").append(name).append(" = ").append(value).append('\n'));
        if (sessions.isEmpty()) {
            text.append("The server has no sessions.");
        } else {
            text.append(table(current, sessions).text().stripTrailing());
        }
        return MimeBundle.text(text.toString());
    }

    private static TextTable table(Optional<LivySession> current, List<LivySession> sessions) {
        TextTable table = new TextTable(
                List.of("session", "name", "state", "application", "Spark UI", ""),
                List.of(
                        Html.Align.RIGHT,
                        Html.Align.LEFT,
                        Html.Align.LEFT,
                        Html.Align.LEFT,
                        Html.Align.LEFT,
                        Html.Align.LEFT));
        for (LivySession session : sessions) {
            boolean own = current.filter(mine -> mine.key().isOf(session)).isPresent();
            table.add(List.of(
                    session.id(),
                    Optional.ofNullable(session.name()).orElse(""),
                    session.state().word(),
                    Optional.ofNullable(session.applicationId()).orElse(""),
                    Optional.ofNullable(session.sparkUi()).orElse(""),
                    own ? "this notebook" : ""));
        }
        return table;
    }
}
