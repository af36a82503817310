package dev.evenkeel.transfer.load;

import dev.evenkeel.journal.Progress;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.script.DumpStatement;
import dev.evenkeel.transfer.script.Omissions;
import dev.evenkeel.transfer.script.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a script as the {@code mysql} client does: one statement after the other, unchanged, over one connection. */
public final class ClientScript {
    private ClientScript() {}

    public static void run(Session session, Path file) throws IOException {
        try (Script script = new Script(file, LoadOptions.fill(), new Omissions(), Progress.NONE)) {
            follow(session, script);
            for (DumpStatement statement = script.next(); statement != null; statement = script.next()) {
                session.raw(statement.bytes(), 0, statement.bytes().length);
                follow(session, script);
            }
        }
    }

    private static void follow(Session session, Script script) {
        List<String> set = session.first(
                        "SELECT @@sql_mode, @@character_set_client", row -> List.of(row.text(1), row.text(2)))
                .orElseThrow();
        script.session(set.get(0), set.get(1));
    }
}
