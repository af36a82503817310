package dev.evenkeel.doctor;

import dev.evenkeel.catalog.StoredSize;
import dev.evenkeel.environment.DumpProgram;
import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.dump.DumpChoice;
import dev.evenkeel.transfer.dump.DumpTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Disk and programs of this machine. */
final class MachineCheck implements Check {
    private static final String HERE = "this machine";
    private static final long MEGABYTE = 1_000_000;
    /** A journal and its reports; the dump comes on top. */
    private static final long LEAST = 100 * MEGABYTE;

    @Override
    public String area() {
        return "machine";
    }

    @Override
    public List<Finding> look(Examined examined) {
        List<Finding> found = new ArrayList<>();
        found.add(disk(examined));
        if (examined.servers().isEmpty()) {
            // What the servers are started from: programs, ports, a Docker engine.
            List<String> problems = Environment.problems(examined.profile());
            problems.forEach(problem -> found.add(Finding.problem("programs", HERE, problem, Optional.empty())));
            if (problems.isEmpty()) {
                found.add(Finding.fine(
                        "programs",
                        HERE,
                        "servers of kind " + examined.profile().kind().name() + " can be started here"));
            }
        } else if (examined.reachable().contains(Role.REPLICA)) {
            found.add(dump(examined));
        }
        return found;
    }

    private static Finding disk(Examined examined) {
        Path there = examined.reports().toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        long free;
        try {
            free = Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            return Finding.unknown(
                    "disk", HERE, "the free space of " + there + " cannot be read (" + e.getMessage() + ")");
        }
        String text = free / MEGABYTE + " MB are free in " + there;
        if (free < LEAST) {
            return Finding.problem(
                    "disk",
                    HERE,
                    text + ", a journal and its reports need " + LEAST / MEGABYTE + " MB",
                    Optional.empty());
        }
        if (!examined.reachable().contains(Role.REPLICA)) {
            return Finding.fine("disk", HERE, text);
        }
        try (Session session = examined.there().master(Role.REPLICA).open()) {
            long stored = StoredSize.of(session, examined.profile().databases());
            String both = text + "; the databases to move have about " + stored / MEGABYTE
                    + " MB of rows, and the dump is" + " compressed";
            return free < stored
                    ? Finding.notice("disk", HERE, both, Optional.empty())
                    : Finding.fine("disk", HERE, both);
        }
    }

    private static Finding dump(Examined examined) {
        try {
            DumpTool tool =
                    DumpChoice.of(examined.there(), List.of(), examined.there().master(Role.REPLICA));
            return Finding.fine("programs", HERE, "the replica can be dumped by " + tool.executable());
        } catch (Misconfigured e) {
            String installed =
                    DumpProgram.installed().stream().map(DumpProgram::toString).collect(Collectors.joining(", "));
            return Finding.notice(
                    "programs",
                    HERE,
                    e.getMessage() + "; installed: " + (installed.isEmpty() ? "none" : installed)
                            + "; a run looks among those that it can fetch too",
                    Optional.empty());
        }
    }
}
