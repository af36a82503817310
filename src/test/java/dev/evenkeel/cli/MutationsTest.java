package dev.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.journal.Entry;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.journal.Redactor;
import dev.evenkeel.provision.Provision;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.transfer.load.Loader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Journals, run folders, profiles and dumps that chance has changed. Whatever they hold, a command ends with a documented
 * exit code, in sentences, writes nothing elsewhere, and needs no more memory than it has.
 *
 * <p>{@code -Devenkeel.mutations=N} for another number, {@code -Devenkeel.mutation=SEED} for one that failed.
 */
class MutationsTest {
    private static final int QUICK = 1_200;
    private static final int FAILURES_SHOWN = 10;
    private static final int KINDS = 4;
    private static final long MEMORY_KEPT = 64L << 20;
    private static final String DUMP = """
            -- MariaDB dump 10.19
            -- Host: localhost    Database: shop
            /*!40101 SET NAMES utf8mb4 */;
            CREATE DATABASE `shop`;
            USE `shop`;
            CREATE TABLE `orders` (`id` int(11) NOT NULL, `note` varchar(20) DEFAULT 'a;b', PRIMARY KEY (`id`));
            INSERT INTO `orders` VALUES (1,'x\\'y'),(2,NULL),(3,_binary 'z');
            DELIMITER ;;
            CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW BEGIN SET NEW.note = 'n'; END ;;
            DELIMITER ;
            """;

    @TempDir
    Path folder;

    private Path written;
    private Path outside;
    private final List<String> profiles = new ArrayList<>();
    private final List<byte[]> dumps = new ArrayList<>();

    @BeforeEach
    void what_is_changed() throws IOException {
        System.setProperty("DOCKER_HOST", "unix:///nowhere/docker.sock");
        written = WrittenRun.in(folder.resolve("written"), "text");
        outside = Files.writeString(folder.resolve("outside"), "not to be touched");
        try (Stream<Path> files = Files.list(Path.of("environments"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                profiles.add(Files.readString(file));
            }
        }
        byte[] plain = DUMP.getBytes(StandardCharsets.UTF_8);
        dumps.add(plain);
        for (Packing packing : List.<Packing>of(
                GZIPOutputStream::new,
                BZip2CompressorOutputStream::new,
                ZstdOutputStream::new,
                out -> new XZOutputStream(out, new LZMA2Options(0)))) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = packing.onto(packed)) {
                out.write(plain);
            }
            dumps.add(packed.toByteArray());
        }
    }

    @AfterEach
    void restore() {
        System.clearProperty("DOCKER_HOST");
    }

    private interface Packing {
        OutputStream onto(OutputStream out) throws IOException;
    }

    @Test
    void end_in_order() throws IOException {
        Long one = Long.getLong("evenkeel.mutation");
        long first = one != null ? one : new Random().nextInt(1_000_000_000);
        int number = one != null ? 1 : Integer.getInteger("evenkeel.mutations", QUICK);
        System.out.println("mutations: seeds " + first + " to " + (first + number - 1));
        String before = surroundings();
        long kept = memory();

        List<Throwable> failures = new ArrayList<>();
        for (long seed = first; seed < first + number && failures.size() < FAILURES_SHOWN; seed++) {
            try {
                mutate(seed);
            } catch (AssertionError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                failures.add(new AssertionError("run it again with -Devenkeel.mutation=" + seed, e));
            }
        }
        if (!failures.isEmpty()) {
            AssertionError failed = new AssertionError(failures.size() + " did not end in order", failures.get(0));
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }

        assertThat(surroundings()).as("nothing was written elsewhere").isEqualTo(before);
        assertThat(outside).hasContent("not to be touched");
        assertThat(memory() - kept).as("bytes kept in memory").isLessThan(MEMORY_KEPT);
    }

    private void mutate(long seed) throws IOException {
        Mutation mutation = new Mutation(seed);
        Path place = Files.createDirectory(folder.resolve("mutated"));
        try {
            switch ((int) (seed % KINDS)) {
                case 0 -> journal(mutation, place.resolve("run"));
                case 1 -> bundle(mutation, place.resolve("run"));
                case 2 -> profile(mutation, place);
                default -> dump(mutation, place);
            }
        } finally {
            LocalFiles.deleteTree(place);
        }
    }

    /** By its bytes, or with a chain that holds. */
    private void journal(Mutation mutation, Path run) throws IOException {
        copy(run);
        if (mutation.upTo(100) > 0) {
            // Allure is a process of its own, and takes a second.
            LocalFiles.deleteTree(run.resolve("allure-results"));
        }
        Path file = run.resolve(Journal.FILE);
        if (mutation.upTo(4) == 0) {
            Files.write(file, mutation.bytes(Files.readAllBytes(file)));
        } else {
            List<Entry> entries = new ArrayList<>(JournalReader.read(written));
            Files.delete(file);
            for (int changes = 1 + mutation.upTo(6); changes > 0; changes--) {
                int at = mutation.upTo(entries.size());
                Entry entry = entries.get(at);
                switch (mutation.upTo(6)) {
                    case 0 -> entries.add(mutation.upTo(entries.size()), entry);
                    case 1 -> Collections.swap(entries, at, mutation.upTo(entries.size()));
                    default ->
                        entries.set(
                                at,
                                new Entry(1, entry.at(), entry.kind(), mutation.data(entry.data()), entry.prev(), ""));
                }
            }
            try (Journal journal =
                    Journal.create(run, Clock.fixed(WrittenRun.AT, ZoneOffset.UTC), new Redactor(), Observer.NONE)) {
                entries.forEach(entry -> journal.append(entry.kind(), entry.data()));
            }
        }
        told(Captured.run("audit", run.toString()));
        int reported = told(Captured.run("report", run.toString()));
        int audited = told(Captured.run("audit", run.toString()));
        assertThat(reported == 0 || audited != 0)
                .as("audited is what could be reported")
                .isTrue();
        told(Captured.run(
                "verify",
                "--resume",
                run.toString(),
                "-e",
                folder.resolve("none.yaml").toString()));
    }

    private void bundle(Mutation mutation, Path run) throws IOException {
        copy(run);
        List<Path> files;
        try (Stream<Path> tree = Files.walk(run)) {
            files = tree.filter(Files::isRegularFile).sorted().toList();
        }
        boolean changed = false;
        for (int changes = 1 + mutation.upTo(3); changes > 0; changes--) {
            Path file = mutation.oneOf(files);
            if (!Files.exists(file)) {
                continue;
            }
            byte[] was = Files.readAllBytes(file);
            switch (mutation.upTo(6)) {
                case 0 -> Files.delete(file);
                case 1 ->
                    Files.copy(
                            file, file.resolveSibling("copy-" + mutation.upTo(9)), StandardCopyOption.REPLACE_EXISTING);
                default -> Files.write(file, mutation.bytes(was));
            }
            changed |= !Files.exists(file) || !java.util.Arrays.equals(Files.readAllBytes(file), was);
        }
        int audited = told(Captured.run("audit", run.toString()));
        if (changed) {
            assertThat(audited).as("what was changed is not proved").isNotZero();
        }
        told(Captured.run("audit", "--json", run.toString()));
    }

    private void profile(Mutation mutation, Path place) throws IOException {
        byte[] text = mutation.oneOf(profiles).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(place.resolve("mutated.yaml"), mutation.bytes(text));
        boolean reachesOut;
        try {
            Profile read = Provision.profiles().read(file.toString(), place);
            reachesOut = !read.kind().ours();
            if (!reachesOut) {
                Environment.problems(read);
            }
        } catch (Misconfigured e) {
            reachesOut = false;
        }
        if (!reachesOut && mutation.upTo(10) == 0) {
            Path reports = place.resolve("reports");
            Captured ran =
                    Captured.run("rehearse", "--rows", "0", "-e", file.toString(), "--reports", reports.toString());
            assertThat(told(ran)).isEqualTo(2);
            assertThat(reports).doesNotExist();
        }
    }

    private void dump(Mutation mutation, Path place) throws IOException {
        Path file = Files.write(place.resolve("dump.sql"), mutation.bytes(mutation.oneOf(dumps)));
        Loader.problems(List.of(file));
        if (mutation.upTo(10) == 0) {
            Captured ran = Captured.run(
                    "rehearse",
                    "--rows",
                    "0",
                    "--data",
                    file.toString(),
                    "--reports",
                    place.resolve("r").toString());
            assertThat(told(ran)).isEqualTo(2);
        }
    }

    /** Nothing that somebody gives is our bug. */
    private static int told(Captured ran) {
        ran.orderly();
        assertThat(ran.exit()).as(ran.toString()).isNotEqualTo(1);
        return ran.exit();
    }

    private void copy(Path run) throws IOException {
        try (Stream<Path> tree = Files.walk(written)) {
            for (Path file : tree.toList()) {
                Files.copy(file, run.resolve(written.relativize(file)));
            }
        }
    }

    /** What lies beside the mutated things, and where the program was started. */
    private String surroundings() {
        StringBuilder found = new StringBuilder();
        for (Path root : List.of(folder, Path.of("").toAbsolutePath())) {
            try (Stream<Path> files = Files.walk(root, root.equals(folder) ? 3 : 1)) {
                files.filter(file -> !file.equals(root) && !file.startsWith(root.resolve("target")))
                        .sorted()
                        .forEach(file -> found.append(file).append('\n'));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found.toString();
    }

    private static long memory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
