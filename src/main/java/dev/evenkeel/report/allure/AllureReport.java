package dev.evenkeel.report.allure;

import dev.evenkeel.journal.ChildProcess;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.report.folder.SafeFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes {@code allure.html}, one file that asks no host for anything, from the Allure results of a run. */
public final class AllureReport {
    public static final String RESULTS = "allure-results";
    public static final String FILE = "allure.html";
    private static final long LIMIT_SECONDS = 120;

    /** The page's own parts are data addresses; a browser refuses everything else, also what a script would fetch. */
    private static final String NOTHING_FROM_ELSEWHERE = "<meta http-equiv=\"Content-Security-Policy\" content=\""
            + "default-src data: blob: 'unsafe-inline' 'unsafe-eval'; base-uri 'none'; form-action 'none'\">";

    private static final Pattern SCRIPT_FROM_ELSEWHERE = Pattern.compile(
            "<script\\b[^>]*\\bsrc\\s*=\\s*[\"']?(?:https?:)?//[^>]*>\\s*</script\\s*>", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG_SETTINGS = Pattern.compile(
            "<script\\b[^>]*>(?:(?!</script).){0,2000}?function gtag\\((?:(?!</script).){0,2000}?</script\\s*>",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern LOADED_FROM_ELSEWHERE = Pattern.compile(
            "<(?:script|link|img|iframe|source|video|audio|object|embed)\\b[^>]{0,400}?\\b(?:src|href|data)\\s*=\\s*"
                    + "[\"']?((?:https?:)?//[^\"'\\s>]{1,200})",
            Pattern.CASE_INSENSITIVE);

    private AllureReport() {}

    /**
     * What came of it.
     *
     * @param problems why there is no file, or what in it still refers to other hosts
     */
    public record Made(Optional<Path> file, List<String> problems) {
        public Made {
            problems = List.copyOf(problems);
        }

        private static Made nothing(String problem) {
            return new Made(Optional.empty(), List.of(problem));
        }
    }

    /** Runs Allure in a process of its own; it is an extra view, so a failure is reported and not thrown. */
    public static Made make(Path runFolder, Path allureHome) {
        if (!Files.isDirectory(allureHome.resolve("lib"))) {
            return Made.nothing("no Allure report: " + allureHome + " holds no lib/; unpack allure-commandline there");
        }
        Path work = null;
        try {
            work = PrivateFiles.temporaryFolder("evenkeel-allure");
            return make(runFolder, allureHome, work);
        } catch (IOException e) {
            return Made.nothing("no Allure report: " + e + "; audit.html is complete without it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Made.nothing("no Allure report: it was interrupted; audit.html is complete without it");
        } finally {
            delete(work);
        }
    }

    private static Made make(Path runFolder, Path allureHome, Path work) throws IOException, InterruptedException {
        Path out = work.resolve("report");
        Path log = work.resolve("log");
        ProcessBuilder command = ChildProcess.of(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The process lives for about a second: compiling well and collecting in parallel cost more.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        allureHome.resolve("lib") + File.separator + "*" + File.pathSeparator
                                + allureHome.resolve("lib").resolve("config"),
                        "io.qameta.allure.CommandLine",
                        "generate",
                        runFolder.resolve(RESULTS).toAbsolutePath().toString(),
                        "-o",
                        out.toString(),
                        "--clean",
                        "--single-file"))
                .redirectErrorStream(true)
                .redirectOutput(PrivateFiles.words(log));
        command.environment().put("APP_HOME", allureHome.toAbsolutePath().toString());
        command.environment().put("ALLURE_NO_ANALYTICS", "1");
        Process process = command.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                return Made.nothing("no Allure report: not made within " + LIMIT_SECONDS + " s");
            }
        } finally {
            process.destroyForcibly();
        }
        Path page = out.resolve("index.html");
        if (process.exitValue() != 0 || !Files.exists(page)) {
            return Made.nothing("no Allure report: Allure ended with " + process.exitValue() + ": " + lastLine(log));
        }
        String offline = offline(Files.readString(page));
        Path file = PrivateFiles.write(work.resolve(FILE), offline);
        Path made = SafeFile.copy(file, runFolder.resolve(FILE));
        return new Made(Optional.of(made), remaining(offline));
    }

    /** Without the scripts of other hosts, and with a policy that lets the browser ask none. */
    static String offline(String page) {
        String stripped = TAG_SETTINGS
                .matcher(SCRIPT_FROM_ELSEWHERE.matcher(page).replaceAll(""))
                .replaceAll("");
        return stripped.replaceFirst("(?i)<head>", Matcher.quoteReplacement("<head>" + NOTHING_FROM_ELSEWHERE));
    }

    /** What the page would still load from elsewhere if a browser ignored its policy. */
    static List<String> remaining(String page) {
        List<String> remaining = new ArrayList<>();
        Matcher loaded = LOADED_FROM_ELSEWHERE.matcher(page);
        while (loaded.find()) {
            remaining.add(
                    FILE + " still refers to " + loaded.group(1) + "; its policy keeps browsers from asking for it");
        }
        return remaining;
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException leftInTheTemporaryFolder) {
            // Nobody reads it, and the system empties that folder.
        }
    }
}
