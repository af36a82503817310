package dev.evenkeel.parity.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.TableName;
import dev.evenkeel.parity.LiveSides;
import dev.evenkeel.parity.RowResult;
import dev.evenkeel.parity.TableResult;
import dev.evenkeel.parity.TableVerdict;
import dev.evenkeel.parity.Throttle;
import dev.evenkeel.parity.rows.Hashing;
import dev.evenkeel.parity.rows.RowOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One seed: random tables and writers, a live proof, what is done to both servers meanwhile, and what must come of it. */
final class AttackSeed {
    /** As many as are asked for: whoever waits in one must not keep another from running. */
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "attack");
        thread.setDaemon(true);
        thread.start();
    };

    private final AttackedPair pair;
    private final Random random;
    private final LiveHistory history;
    private final List<Attack> attacks;
    private final List<RandomLiveTable> tables;
    private final AttackScene scene;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicBoolean rest = new AtomicBoolean();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();

    AttackSeed(AttackedPair pair, Random random, LiveHistory history) {
        this.pair = pair;
        this.random = random;
        this.history = history;
        this.attacks = Attack.draw(random);
        this.tables = RandomLiveSchema.of(random, pair.versions().source().startsWith("10.11"));
        this.scene = new AttackScene(pair, random, tables, history);
    }

    /** What was said and what is, table by table. */
    record Answer(RowResult said, RowResult every) {}

    /** @throws AssertionError when the proof is wrong, or does not know without a reason */
    Answer run() throws InterruptedException {
        RandomLiveTrouble trouble = new RandomLiveTrouble(scene, random.nextBoolean());
        boolean alone = !attacks.isEmpty() && random.nextInt(3) > 0;
        trouble.plan(alone ? 0 : 5, alone ? 0 : 5, alone ? 0 : 6);
        boolean several = random.nextInt(4) == 0;
        follow(several);
        create();
        trouble.prepare();
        attacks.stream().filter(Attack::before).forEach(attack -> attack.carryOut(scene));
        if (!alone && random.nextInt(5) == 0) {
            trouble.damageBefore();
        }
        pair.caughtUp();
        List<Runnable> deeds = new ArrayList<>(scene.takeLater());
        attacks.stream().filter(attack -> !attack.before()).forEach(attack -> deeds.add(() -> attack.carryOut(scene)));
        // Most of it is done when the writers have ended, so that no later write hides it.
        List<Runnable> quiet =
                deeds.stream().filter(deed -> random.nextInt(3) > 0).toList();
        deeds.stream().filter(deed -> !quiet.contains(deed)).forEach(trouble::also);
        startWriters(several);
        CompletableFuture<Void> nurse = CompletableFuture.runAsync(this::nurse, THREADS);
        AttackScene.pause(random.nextInt(60));
        Optional<Hashing> hashing =
                Stream.of(Hashing.values()).skip(random.nextInt(3)).findFirst();
        try (LiveProof live = begin(new RowOptions(hashing, false))) {
            scene.proves(live);
            history.did("proof", "began, hashing " + hashing);
            CompletableFuture<Void> troubled = CompletableFuture.runAsync(() -> trouble.run(stop), THREADS);
            RowResult first = live.await(Observer.NONE, Duration.ofMillis(random.nextInt(1_500)));
            history.did("proof", "while live: " + first);
            live.hurry();
            live.tryOut(AttackedPair.DATABASES, Observer.NONE);
            if (random.nextBoolean()) {
                live.countAhead(AttackedPair.DATABASES, new CountsAhead.Wanted(0, 3));
            }
            history.did("proof", "tried out");
            AttackScene.pause(random.nextInt(400));
            stop.set(true);
            running.forEach(CompletableFuture::join);
            troubled.join();
            if (!quiet.isEmpty()) {
                pair.caughtUp();
                live.await(Observer.NONE, Duration.ofMillis(200 + random.nextInt(800)));
                history.did("proof", "while quiet");
                quiet.forEach(Runnable::run);
                AttackScene.pause(random.nextInt(300));
            }
            BinlogPosition end = pair.caughtUp();
            rest.set(true);
            nurse.join();
            history.did("proof", "freezes at " + end);
            FrozenResult frozen = live.proveFrozen(end, AttackedPair.DATABASES, Observer.NONE);
            history.did("proof", "at rest: " + frozen);
            RowResult every = pair.everyRow();
            history.did("proof", "every row: " + every);
            agree(frozen.rows(), every);
            if (!history.harmed()) {
                assertThat(first.verdict()).as("while live, nothing damaged").isNotEqualTo(Verdict.DIFFERENT);
            }
            return new Answer(frozen.rows(), every);
        } finally {
            stop.set(true);
            rest.set(true);
            running.forEach(one -> one.exceptionally(e -> null).join());
            nurse.exceptionally(e -> null).join();
            scene.closeProxies();
        }
    }

    private void nurse() {
        while (!rest.get()) {
            scene.nurse();
            AttackScene.pause(50);
        }
    }

    private LiveProof begin(RowOptions options) {
        return LiveProof.begin(
                new LiveSides(
                        scene.provedSource(),
                        pair.source().login(),
                        scene.provedTarget(),
                        pair::executed,
                        Optional.empty()),
                AttackedPair.DATABASES,
                table -> true,
                options,
                Throttle.NONE);
    }

    private void follow(boolean several) {
        boolean modern = !pair.versions().source().startsWith("10.1.8");
        List<String> settings = new ArrayList<>();
        settings.add("SET GLOBAL mysql56_temporal_format = " + (random.nextInt(4) == 0 ? 1 : 0));
        if (modern && random.nextInt(6) == 0) {
            settings.add("SET GLOBAL log_bin_compress_min_len = 10");
            settings.add("SET GLOBAL log_bin_compress = 1");
        }
        scene.on(pair.source(), settings.toArray(String[]::new));
        if (several || random.nextInt(5) == 0) {
            scene.on(pair.target(), "SET GLOBAL slave_parallel_threads = " + (1 + random.nextInt(4)));
        }
        boolean gtid = several && random.nextInt(4) > 0 || random.nextInt(4) == 0;
        history.did("target", "follows by " + (gtid ? "GTID" : "position"));
        pair.follow(gtid);
    }

    private void startWriters(boolean several) {
        int groups = 1 + tables.stream().mapToInt(RandomLiveTable::group).max().orElse(0);
        int writers = several ? groups : 1 + random.nextInt(3);
        boolean statements = random.nextInt(5) == 0;
        boolean prepared = random.nextInt(6) == 0;
        String image = random.nextInt(10) == 0 ? List.of("MINIMAL", "NOBLOB").get(random.nextInt(2)) : "FULL";
        for (int i = 0; i < writers; i++) {
            int group = i;
            // What is tied by keys is written by one domain only: otherwise nobody keeps the order of its changes.
            List<RandomLiveTable> own = several
                    ? tables.stream().filter(table -> table.group() == group).toList()
                    : tables;
            RandomLiveWriter writer = new RandomLiveWriter(
                    pair.source(),
                    "writer" + i,
                    new Random(random.nextLong()),
                    own,
                    new RandomLiveWriter.Manner(statements && i == 0, prepared, several ? i : 0, image),
                    history,
                    stop);
            running.add(CompletableFuture.runAsync(writer, THREADS));
        }
    }

    private void create() {
        List<String> statements = new ArrayList<>(List.of(
                "CREATE DATABASE elsewhere CHARACTER SET utf8mb4",
                "CREATE TABLE elsewhere.nudge (id INT AUTO_INCREMENT PRIMARY KEY, n INT)",
                "CREATE DATABASE live_proof CHARACTER SET utf8mb4",
                "CREATE DATABASE `mysql.old` CHARACTER SET utf8mb4"));
        for (RandomLiveTable table : tables) {
            statements.add(table.create());
            statements.add("START TRANSACTION");
            boolean referring = table.create().contains("FOREIGN KEY");
            int atOnce = referring ? 1 : 500;
            int rows = random.nextInt(10) == 0 ? 0 : random.nextInt(referring ? 60 : table.domain());
            for (int from = 0; from < rows; from += atOnce) {
                statements.add("INSERT IGNORE INTO " + table.quoted() + " (" + table.columns() + ") VALUES "
                        + IntStream.range(0, Math.min(atOnce, rows - from))
                                .mapToObj(i -> table.row(random.nextInt(table.domain()), random))
                                .collect(Collectors.joining(", ")));
            }
            statements.add("COMMIT");
        }
        try (Session session = pair.source().openPinned()) {
            for (String statement : statements) {
                history.did("source", statement);
                try {
                    session.execute(statement);
                } catch (DatabaseException e) {
                    // Of rows whose parent is missing there is none.
                    assertThat(e.number()).as(e.getMessage()).isEqualTo(1452);
                }
            }
        }
    }

    private void agree(RowResult live, RowResult every) {
        Map<TableName, TableResult> truth =
                every.tables().stream().collect(Collectors.toMap(TableResult::table, Function.identity()));
        Set<TableName> named = live.tables().stream().map(TableResult::table).collect(Collectors.toSet());
        // Where nothing is known of any table, one that was created since is not named.
        boolean undecided = history.explained()
                && live.tables().stream().allMatch(table -> table.verdict() instanceof TableVerdict.Inconclusive);
        if (!undecided || !truth.keySet().containsAll(named)) {
            assertThat(named).as("tables").isEqualTo(truth.keySet());
        }
        for (TableResult said : live.tables()) {
            agree(said, truth.get(said.table()));
        }
    }

    private void agree(TableResult said, TableResult is) {
        String name = said.table() + " is said to be " + said + ", and is " + is;
        if (said.verdict() instanceof TableVerdict.Inconclusive) {
            boolean explained = is.verdict() instanceof TableVerdict.Inconclusive || history.explained();
            assertThat(explained).as(name + " without a reason").isTrue();
            return;
        }
        assertThat(said.verdict().plain().word())
                .as(name)
                .isEqualTo(is.verdict().plain().word());
        assertThat(List.of(said.rowsLeft(), said.rowsRight()))
                .as("counts: " + name)
                .isEqualTo(List.of(is.rowsLeft(), is.rowsRight()));
        if (said.verdict() instanceof TableVerdict.Same) {
            String count = "SELECT COUNT(*) FROM " + said.table().quoted();
            for (Server server : List.of(pair.source(), pair.target())) {
                assertThat(server.equals(pair.source()) ? said.rowsLeft() : said.rowsRight())
                        .as(name)
                        .isEqualTo(AttackedPair.number(server, count));
            }
        }
    }
}
