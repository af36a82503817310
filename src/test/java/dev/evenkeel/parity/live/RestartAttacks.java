package dev.evenkeel.parity.live;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.parity.live.LiveHistory.Kind;
import java.util.List;

/** Servers that end and come back, sometimes with other options for a while. */
final class RestartAttacks {
    private static final int RARE = 8;

    private RestartAttacks() {}

    static List<Attack> all() {
        return List.of(
                restart("the source is restarted", scene -> again(scene, scene.source(), List.of(), false)),
                restart("the target is restarted", scene -> again(scene, scene.target(), List.of(), false)),
                restart("the source forgets what it committed", RestartAttacks::forgets),
                restart(
                        "the source leaves a database out of its binlog",
                        scene -> again(
                                scene,
                                scene.source(),
                                one(scene, "--binlog-ignore-db=live_proof", "--binlog-do-db=elsewhere"),
                                true)),
                restart("the source writes no binlog for a while", scene -> {
                    again(scene, scene.source(), List.of("--skip-log-bin"), true);
                    again(scene, scene.source(), List.of(), false);
                }),
                restart(
                        "the target leaves a database out of its binlog",
                        scene -> again(
                                scene,
                                scene.target(),
                                one(scene, "--binlog-ignore-db=live_proof", "--binlog-do-db=elsewhere"),
                                true)),
                restart(
                        "the target writes no binlog for a while",
                        scene -> again(
                                scene,
                                scene.target(),
                                one(scene, "--skip-log-bin", "--skip-log-bin", "--skip-log-slave-updates"),
                                true)),
                restart(
                        "the target filters what it applies",
                        scene -> again(
                                scene,
                                scene.target(),
                                one(
                                        scene,
                                        "--replicate-ignore-db=live_proof",
                                        "--replicate-wild-ignore-table=live\\_proof.t%",
                                        "--replicate-do-db=elsewhere",
                                        "--replicate-rewrite-db=live_proof->elsewhere",
                                        "--slave-skip-errors=all",
                                        "--slave-exec-mode=IDEMPOTENT",
                                        "--slave-run-triggers-for-rbr=YES",
                                        "--replicate-same-server-id=0"),
                                true)));
    }

    private static Attack restart(String name, java.util.function.Consumer<AttackScene> deed) {
        return Attack.of(name, deed).costing(RARE).explaining();
    }

    private static List<String> one(AttackScene scene, String... options) {
        return List.of(options[scene.random().nextInt(options.length)]);
    }

    /** Restarts a server; with other options it is written to, and sometimes restarted with the usual ones. */
    private static void again(AttackScene scene, Server server, List<String> options, boolean written) {
        synchronized (scene) {
            boolean killed = scene.random().nextBoolean();
            scene.history()
                    .did(
                            Kind.FAULT,
                            server.name(),
                            (killed ? "is killed" : "stops") + " and comes back with " + options);
            if (!options.isEmpty()) {
                scene.history().did(Kind.LOST, server.name(), options.toString());
            }
            scene.pair().restart(server, killed, options);
            scene.history().did(server.name(), "is back");
        }
        if (!written) {
            return;
        }
        if (scene.random().nextBoolean()) {
            scene.provedAgain();
        }
        scene.on(server, "USE live_proof", scene.damage(scene.any()));
        scene.damage(server);
        if (scene.random().nextBoolean()) {
            scene.on(scene.source(), "USE live_proof", scene.damage(scene.any()));
        }
        boolean back = options.contains("--skip-log-bin") || scene.random().nextBoolean();
        if (back && !server.equals(scene.source())) {
            AttackScene.pause(scene.random().nextInt(300));
            again(scene, server, List.of(), false);
        }
    }

    private static void forgets(AttackScene scene) {
        scene.on(scene.source(), "SET GLOBAL innodb_flush_log_at_trx_commit = 0");
        scene.damage(scene.source());
        AttackScene.pause(scene.random().nextInt(300));
        synchronized (scene) {
            scene.history().did(Kind.FAULT, "source", "is killed, and may forget");
            scene.pair().restart(scene.source(), true, List.of());
        }
    }
}
