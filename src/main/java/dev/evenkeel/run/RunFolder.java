package dev.evenkeel.run;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.provision.programs.LocalFiles;
import dev.evenkeel.provision.programs.UnpackedArtifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The folder of a run below the reports' folder, named by its start so that they sort; {@code latest} points at it. */
public final class RunFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'r'-yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String LATEST = "latest";
    private static final int SHOWN = 5;
    /** Fetched at run time and started as its own process: the newest whose archive is complete. */
    private static final String ALLURE_VERSION = "2.34.1";

    private RunFolder() {}

    /** Why no run's folder can be made there, if that can be seen without making one. */
    public static Optional<String> problem(Path reports) {
        Path there = reports.toAbsolutePath();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            return Optional.of(refusal(reports, there + " is not a directory"));
        }
        return Files.isWritable(there)
                ? PrivateFiles.obstacle(there).map(found -> refusal(reports, found))
                : Optional.of(refusal(reports, there + " is not writable"));
    }

    /** A new folder, which {@code latest} points at from now on. */
    public static Path create(Path reports, Clock clock) {
        String suffix = Integer.toString(new SecureRandom().nextInt(36 * 36 * 36), 36);
        Path folder = reports.resolve(NAME.format(clock.instant()) + "-" + suffix);
        Path link = reports.resolve(LATEST + "-" + suffix);
        try {
            PrivateFiles.folder(folder);
            Files.createSymbolicLink(link, folder.getFileName());
            Files.move(
                    link,
                    reports.resolve(LATEST),
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return folder;
        } catch (IOException e) {
            // The link first: once it points to nothing it is no longer found.
            LocalFiles.deleteTree(link);
            LocalFiles.deleteTree(folder);
            throw new Misconfigured(refusal(reports, LocalFiles.reason(e)));
        }
    }

    /** Whose folder it is in, where that is another account's; root could do what it likes anyway. */
    public static Optional<String> doubt(Path run) {
        try {
            Path reports = run.toRealPath().getParent();
            Object owner = Files.getAttribute(reports, "unix:uid");
            return owner.equals(0) || owner.equals(Files.getAttribute(run, "unix:uid"))
                    ? Optional.empty()
                    : Optional.of(reports + " belongs to the account "
                            + Files.getOwner(reports).getName() + ", which cannot read what the run writes and could"
                            + " exchange it");
        } catch (IOException e) {
            throw new UncheckedIOException("the owner of " + run + " cannot be read: " + e, e);
        }
    }

    private static String refusal(Path reports, String found) {
        return "no folder for the run can be made in " + reports + " (" + found
                + "); give a folder that can be written by --reports";
    }

    /** A run by its id or {@code latest} below the reports' folder, or by its own folder: the same in every command. */
    public static Path existing(String run, Path reports) {
        return Stream.of(reports.resolve(run), Path.of(run))
                .filter(folder -> Files.exists(folder.resolve(Journal.FILE)))
                .findFirst()
                .map(RunFolder::real)
                .orElseThrow(() -> new Misconfigured("there is no run '" + run + "' in " + reports
                        + ", and no folder of that name that holds a " + Journal.FILE + "; give a run's id, its folder,"
                        + " or latest" + known(reports)));
    }

    private static Path real(Path run) {
        try {
            return run.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest ones: their names sort. */
    private static String known(Path reports) {
        if (!Files.isDirectory(reports)) {
            return "";
        }
        try (Stream<Path> folders = Files.list(reports)) {
            List<String> names = folders.filter(
                            folder -> !Files.isSymbolicLink(folder) && Files.exists(folder.resolve(Journal.FILE)))
                    .map(folder -> folder.getFileName().toString())
                    .sorted(Comparator.reverseOrder())
                    .limit(SHOWN)
                    .toList();
            return names.isEmpty() ? "; there is none yet" : "; the last ones: " + String.join(", ", names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The program that draws Allure's page, fetched once. Without it everything else is still written. */
    public static Optional<Path> allureHome(Consumer<String> say) {
        try {
            return Optional.of(UnpackedArtifact.fetch("io.qameta.allure", "allure-commandline", ALLURE_VERSION, say));
        } catch (Misconfigured | UncheckedIOException e) {
            say.accept("no Allure page: " + e.getMessage());
            return Optional.empty();
        }
    }
}
