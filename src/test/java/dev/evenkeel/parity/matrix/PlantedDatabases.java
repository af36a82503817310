package dev.evenkeel.parity.matrix;

import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The databases of the cases: each case has two, one damaged and one with the neighbour. They are made once on every server,
 * although a server is in more than one pair.
 */
final class PlantedDatabases implements AutoCloseable {
    /** A server is a source in all its pairs, or a target in all of them. */
    private final Map<Server, Set<Case>> onSources = new LinkedHashMap<>();

    private final Map<Server, Set<Case>> onTargets = new LinkedHashMap<>();
    private final Map<Server, Map<Case, String>> failures = new ConcurrentHashMap<>();

    PlantedDatabases(Map<Pair, List<Case>> known) {
        known.forEach((pair, cases) -> {
            onSources
                    .computeIfAbsent(pair.left(), server -> new LinkedHashSet<>())
                    .addAll(cases);
            onTargets
                    .computeIfAbsent(pair.right(), server -> new LinkedHashSet<>())
                    .addAll(cases);
        });
        try {
            everywhere((server, cases) -> plant(server, cases, true), (server, cases) -> plant(server, cases, false));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A case that could not be planted on one of the pair's servers has no other answer. */
    void failed(Pair pair, Answers answers) {
        for (Server server : List.of(pair.left(), pair.right())) {
            failures.getOrDefault(server, Map.of()).forEach(answers::failed);
        }
    }

    private void everywhere(BiConsumer<Server, Set<Case>> onSource, BiConsumer<Server, Set<Case>> onTarget) {
        List<CompletableFuture<Void>> work = new ArrayList<>();
        onSources.forEach(
                (server, cases) -> work.add(CompletableFuture.runAsync(() -> onSource.accept(server, cases))));
        onTargets.forEach(
                (server, cases) -> work.add(CompletableFuture.runAsync(() -> onTarget.accept(server, cases))));
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).join();
    }

    private void plant(Server server, Collection<Case> cases, boolean source) {
        Map<Case, String> failed = new LinkedHashMap<>();
        List<String> before = Pair.set(server, List.of("max_allowed_packet = 67108864"));
        try {
            Pair.on(server, session -> {
                for (Case one : cases) {
                    try {
                        plant(session, one.damagedPlace(), one.both(), side(one.damage(), source));
                        plant(session, one.harmlessPlace(), one.both(), side(one.harmless(), source));
                    } catch (DatabaseException e) {
                        failed.put(one, Pair.reason(e));
                    }
                }
            });
        } finally {
            Pair.set(server, before);
        }
        failures.put(server, failed);
    }

    private static List<String> side(Case.Side side, boolean source) {
        return source ? side.source() : side.target();
    }

    private static void plant(Session session, String database, List<String> common, List<String> own) {
        session.execute("DROP DATABASE IF EXISTS " + database);
        session.execute("CREATE DATABASE " + database + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
        session.execute("USE " + database);
        for (List<String> statements : List.of(common, own)) {
            for (String statement : statements) {
                session.execute(statement.replace("@D", database));
            }
        }
        // Some set it for what they create.
        session.execute("SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', timestamp = DEFAULT");
        session.execute("SET NAMES utf8mb4");
    }

    @Override
    public void close() {
        everywhere(PlantedDatabases::remove, PlantedDatabases::remove);
    }

    private static void remove(Server server, Collection<Case> cases) {
        Pair.on(server, session -> {
            session.execute("SET foreign_key_checks = 0");
            session.execute("DELETE FROM mysql.func WHERE name LIKE '%\\_link'");
            for (Case one : cases) {
                for (String place : List.of(one.damagedPlace(), one.harmlessPlace())) {
                    session.execute("DROP DATABASE IF EXISTS " + place);
                    session.execute("DROP SERVER IF EXISTS " + place + "_link");
                }
            }
        });
    }
}
