package dev.evenkeel.mariadb;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices connections that died without a word. A statement may run for hours without a byte, so time alone shows nothing:
 * where one waits for long, the server is asked over another connection what it does for that one. It is dead when the server,
 * twice, does not know it, has answered it, or writes to it in vain.
 */
final class WireWatch {
    private static final Duration PACE = Duration.ofMillis(250);
    private static final long FIRST_LOOK = Duration.ofSeconds(5).toNanos();
    /** Where one connection to the same server died, one that was not heard since is asked about sooner. */
    private static final long FIRST_LOOK_IN_DOUBT = Duration.ofSeconds(1).toNanos();

    private static final long SECOND_LOOK = Duration.ofSeconds(1).toNanos();
    private static final long LATER_LOOKS = Duration.ofSeconds(4).toNanos();
    private static final long UNREACHABLE = Duration.ofSeconds(8).toNanos();

    private final Set<Wire> open;
    private final Map<Wire, Silence> silences = new ConcurrentHashMap<>();
    private final Set<Server> beingAsked = ConcurrentHashMap.newKeySet();
    private final Map<Server, Long> lastDeath = new ConcurrentHashMap<>();
    private boolean begun;

    WireWatch(Set<Wire> open) {
        this.open = open;
    }

    synchronized void begin() {
        if (!begun) {
            begun = true;
            start("watch of connections", this::run);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One wait that lasts; of the one thread that asks its server. */
    private static final class Silence {
        private final Wire wire;
        private final Wire.Served served;
        private final long since;
        private volatile long due;
        private boolean sign;
        private long unreachableSince;

        Silence(Wire wire, Wire.Served served, long since, long due) {
            this.wire = wire;
            this.served = served;
            this.since = since;
            this.due = due;
        }

        boolean lasts() {
            return wire.waitsSince() == since;
        }

        boolean longerThan(Duration time) {
            return System.nanoTime() - since >= time.toNanos();
        }
    }

    private void run() {
        while (true) {
            LockSupport.parkNanos(PACE.toNanos());
            silences.values().removeIf(silence -> !silence.lasts() || !open.contains(silence.wire));
            long now = System.nanoTime();
            Map<Server, List<Silence>> due = new HashMap<>();
            for (Wire wire : open) {
                silence(wire, now).filter(silence -> now - silence.due >= 0).ifPresent(silence -> due.computeIfAbsent(
                                silence.served.server(), any -> new ArrayList<>())
                        .add(silence));
            }
            due.forEach((server, list) -> {
                if (beingAsked.add(server)) {
                    start("look at a silent connection", () -> ask(server, list));
                }
            });
        }
    }

    private Optional<Silence> silence(Wire wire, long now) {
        long since = wire.waitsSince();
        Optional<Wire.Served> served = wire.served();
        if (since == 0 || served.isEmpty() || now - since < FIRST_LOOK_IN_DOUBT) {
            return Optional.empty();
        }
        return Optional.of(silences.computeIfAbsent(wire, any -> {
            Long death = lastDeath.get(served.get().server());
            boolean doubtful = death != null && death - wire.heard() > 0;
            return new Silence(wire, served.get(), since, since + (doubtful ? FIRST_LOOK_IN_DOUBT : FIRST_LOOK));
        }));
    }

    private void ask(Server server, List<Silence> list) {
        try {
            long asked = System.nanoTime();
            SideDoor.Look look = SideDoor.look(
                    server,
                    list.stream().map(silence -> silence.served.connection()).toList());
            for (Silence silence : list) {
                if (silence.lasts()) {
                    judge(silence, look, asked);
                }
            }
        } finally {
            beingAsked.remove(server);
        }
    }

    private void judge(Silence silence, SideDoor.Look look, long asked) {
        long now = System.nanoTime();
        if (look instanceof SideDoor.Look.Unreachable unreachable) {
            silence.unreachableSince = silence.unreachableSince == 0 ? asked : silence.unreachableSince;
            silence.due = now + SECOND_LOOK;
            if (now - silence.unreachableSince >= UNREACHABLE) {
                cut(silence, "and no other connection to the server can be opened: " + unreachable.reason());
            }
        } else if (look instanceof SideDoor.Look.Seen seen) {
            silence.unreachableSince = 0;
            SideDoor.Doing doing = seen.connections().get(silence.served.connection());
            Optional<String> sign = sign(doing);
            silence.due = now + (sign.isPresent() ? SECOND_LOOK : LATER_LOOKS);
            if (sign.isPresent() && silence.sign && enough(silence, doing)) {
                cut(silence, sign.get());
                release(silence.served, doing);
            }
            silence.sign = sign.isPresent();
        } else {
            silence.unreachableSince = 0;
            silence.sign = false;
            silence.due = now + LATER_LOOKS;
            // What was begun and stops is most likely dead; what was not begun may take its time.
            if (silence.wire.answering() && silence.longerThan(silence.wire.patience())) {
                cut(silence, "after the answer had begun");
            }
        }
    }

    private static Optional<String> sign(SideDoor.Doing doing) {
        if (doing == null) {
            return Optional.of("and the server does not know it any more");
        }
        if (doing.rests()) {
            return Optional.of("and the server has nothing to do for it");
        }
        return doing.writes() ? Optional.of("while the server was writing to it") : Optional.empty();
    }

    /** What is on its way may be late, where the network is slow. */
    private static boolean enough(Silence silence, SideDoor.Doing doing) {
        return doing == null
                || !doing.writes()
                || silence.longerThan(silence.wire.patience().minusNanos(SECOND_LOOK));
    }

    private void cut(Silence silence, String sign) {
        lastDeath.put(silence.served.server(), Wire.now());
        long seconds = Duration.ofNanos(System.nanoTime() - silence.since).toSeconds();
        silence.wire.cut("the connection died without a word: no byte for " + seconds + " s, " + sign);
    }

    /** What nobody hears may hold locks and a snapshot for hours. */
    private static void release(Wire.Served served, SideDoor.Doing doing) {
        if (doing != null && doing.fromHere()) {
            try {
                SideDoor.endConnection(served.server(), served.connection());
            } catch (SQLException e) {
                // The server ends it by itself, later.
                return;
            }
        }
    }
}
