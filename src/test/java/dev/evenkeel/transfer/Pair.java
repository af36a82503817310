package dev.evenkeel.transfer;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.TestServers;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.transfer.dump.DumpChoice;
import dev.evenkeel.transfer.dump.DumpTool;
import java.util.List;
import java.util.function.Function;

/** Source and target of the embedded servers, each as its master user and as somebody who may do everything. */
public final class Pair {
    public static final Server SOURCE = TestServers.embedded().master(Role.SOURCE);
    public static final Server TARGET = TestServers.embedded().master(Role.TARGET);
    public static final Server SOURCE_ADMIN = TestServers.admin(Role.SOURCE);
    public static final Server TARGET_ADMIN = TestServers.admin(Role.TARGET);

    private Pair() {}

    public static DumpTool dumpTool() {
        return DumpChoice.of(TestServers.embedded(), ServerHome.fetchable(line -> {}), SOURCE);
    }

    /** Runs statements out of replication's sight. */
    public static void run(Server admin, String... statements) {
        try (Session session = admin.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            for (String statement : statements) {
                session.execute(statement);
            }
        }
    }

    public static void both(String... statements) {
        run(SOURCE_ADMIN, statements);
        run(TARGET_ADMIN, statements);
    }

    /** The rows of a statement, their columns parted by commas. */
    public static List<String> rows(Server server, String sql) {
        return ask(
                server,
                session -> session.list(sql, row -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= row.columns().size(); i++) {
                        text.append(i == 1 ? "" : ", ").append(row.optional(i).orElse("NULL"));
                    }
                    return text.toString();
                }));
    }

    public static <T> T ask(Server server, Function<Session, T> question) {
        try (Session session = server.openPinned()) {
            return question.apply(session);
        }
    }
}
