package dev.evenkeel.parity.matrix;

import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.ServerVersion;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** A source and a target. */
record Pair(Server left, Server right, ServerVersion from, ServerVersion to) {
    static Pair of(Servers servers) {
        Server left = servers.parameters(Role.SOURCE).orElseThrow();
        Server right = servers.parameters(Role.TARGET).orElseThrow();
        return new Pair(left, right, version(left), version(right));
    }

    /** The one pair's source and the other's target. */
    static Pair across(Pair old, Pair modern) {
        return new Pair(old.left, modern.right, old.from, modern.to);
    }

    String name() {
        return from + " → " + to;
    }

    boolean knows(Case one) {
        return one.since().knownTo(from, to);
    }

    /** Work on both sides at once, through sessions that log nothing. */
    void both(Consumer<Session> source, Consumer<Session> target) {
        CompletableFuture<Void> there = CompletableFuture.runAsync(() -> on(right, target));
        on(left, source);
        there.join();
    }

    /** Reads the same from both sides, through sessions as the comparisons use them. */
    <T> List<T> read(Function<Session, T> reading) {
        List<T> answers = new ArrayList<>();
        for (Server server : List.of(left, right)) {
            try (Session session = server.openPinned()) {
                answers.add(reading.apply(session));
            }
        }
        return answers;
    }

    /** Does something while global variables of the two sides have other values. */
    <T> T during(Case.Globals globals, java.util.function.Supplier<T> work) {
        List<String> before = List.of();
        List<String> after = List.of();
        try {
            before = set(left, globals.source());
            after = set(right, globals.target());
            return work.get();
        } finally {
            set(left, before);
            set(right, after);
        }
    }

    /** Sets variables and answers what would set them back. */
    static List<String> set(Server server, List<String> assignments) {
        List<String> before = new ArrayList<>();
        on(server, session -> {
            for (String assignment : assignments) {
                String variable =
                        assignment.substring(0, assignment.indexOf('=')).strip();
                Optional<String> value = session.first("SELECT @@GLOBAL." + variable, row -> row.optional(1))
                        .orElseThrow();
                before.add(0, variable + " = " + value.map(Pair::literal).orElse("''"));
                session.execute("SET GLOBAL " + assignment);
            }
        });
        return before;
    }

    private static String literal(String value) {
        return value.matches("-?\\d+(\\.\\d+)?") ? value : "'" + value.replace("'", "''") + "'";
    }

    static void on(Server server, Consumer<Session> work) {
        try (Session session = server.openPinned()) {
            session.execute("SET sql_log_bin = 0");
            work.accept(session);
        }
    }

    private static ServerVersion version(Server server) {
        try (Session session = server.open()) {
            return session.version();
        }
    }

    /** Why a statement was refused, in one line. */
    static String reason(DatabaseException e) {
        return e.getMessage().replaceAll("\\s+", " ");
    }
}
