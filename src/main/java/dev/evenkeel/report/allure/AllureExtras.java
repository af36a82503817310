package dev.evenkeel.report.allure;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.report.folder.Json;
import dev.evenkeel.report.folder.SafeFile;
import dev.evenkeel.report.story.Story;
import io.qameta.allure.model.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the Allure report shows besides results: the environment, the job that ran it, and kinds of failures. */
public final class AllureExtras {
    private AllureExtras() {}

    public static void write(Story story, Path results, Map<String, String> variables) throws IOException {
        for (Map.Entry<String, byte[]> file : told(story).entrySet()) {
            SafeFile.write(results.resolve(file.getKey()), file.getValue());
        }
        Map<String, Object> executor = executor(story, variables);
        if (!executor.isEmpty()) {
            SafeFile.write(results.resolve("executor.json"), Json.text(executor).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Those that are written from the journal alone, by their names in the results' folder. */
    public static Map<String, byte[]> told(Story story) {
        return Map.of(
                "environment.properties",
                properties(environment(story)).getBytes(StandardCharsets.ISO_8859_1),
                "categories.json",
                Json.text(categories()).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> environment(Story story) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("run", story.run().id());
        environment.put("command", story.run().command());
        environment.put("runbook", story.run().runbook().file());
        environment.put("runbook.sha256", story.run().runbook().sha256());
        environment.put("environment", story.run().environment());
        environment.put("evenkeel", story.run().told().tool().version());
        environment.put("java", story.run().told().tool().java());
        environment.put("seed", story.run().told().seed().map(Object::toString).orElse(""));
        story.servers().forEach(server -> environment.put(server.role(), server.version()));
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    /** Written by hand: {@link java.util.Properties} would add the time and shuffle the lines. */
    private static String properties(Map<String, String> values) {
        StringBuilder lines = new StringBuilder();
        values.forEach((name, value) ->
                lines.append(escape(name)).append('=').append(escape(value)).append('\n'));
        return lines.toString();
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c < ' ' || c > '~') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(" \\=:#!".indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * Verifications fail with an AssertionError, which Allure calls failed; everything else is broken. Allure enters a
     * result in every category that matches, so the last of each status takes what the others leave.
     */
    private static List<Map<String, Object>> categories() {
        String parity = "differ|not the same|do not hold|mismatch";
        String inconclusive = "inconclusive";
        String privilege = "access denied|command denied|privilege";
        String waiting = "gave up|timed out|deadline";
        return List.of(
                category("Parity mismatch", Status.FAILED.value(), holds(parity)),
                category(Verdict.INCONCLUSIVE.word(), Status.FAILED.value(), holds(inconclusive)),
                category("Failed verification", Status.FAILED.value(), holdsNone(parity + "|" + inconclusive)),
                category("Not shown", Status.SKIPPED.value(), "(?s)not shown: .*"),
                category("Halted or nothing to undo", Status.SKIPPED.value(), "(?s)(?!not shown: ).*"),
                category("Missing privilege", "broken", holds(privilege)),
                category("Gave up waiting", "broken", holds(waiting)),
                category("Tool error", "broken", holdsNone(privilege + "|" + waiting)));
    }

    private static String holds(String words) {
        return "(?is).*(" + words + ").*";
    }

    private static String holdsNone(String words) {
        return "(?is)(?!.*(" + words + ")).*";
    }

    private static Map<String, Object> category(String name, String status, String message) {
        Map<String, Object> category = new LinkedHashMap<>();
        category.put("name", name);
        category.put("matchedStatuses", List.of(status));
        category.put("messageRegex", message);
        return category;
    }

    /** Of the CI systems that name their job in the environment; empty elsewhere. */
    static Map<String, Object> executor(Story story, Map<String, String> variables) {
        Map<String, Object> executor = new LinkedHashMap<>();
        if (variables.containsKey("GITHUB_RUN_ID")) {
            String url = variables.getOrDefault("GITHUB_SERVER_URL", "") + "/"
                    + variables.getOrDefault("GITHUB_REPOSITORY", "") + "/actions/runs/"
                    + variables.get("GITHUB_RUN_ID");
            name(executor, "GitHub Actions", "github", variables.get("GITHUB_RUN_NUMBER"), url);
        } else if (variables.containsKey("CI_JOB_URL")) {
            name(executor, "GitLab CI", "gitlab", variables.get("CI_PIPELINE_IID"), variables.get("CI_JOB_URL"));
        } else if (variables.containsKey("BUILD_URL")) {
            name(executor, "Jenkins", "jenkins", variables.get("BUILD_NUMBER"), variables.get("BUILD_URL"));
        }
        if (!executor.isEmpty()) {
            executor.put("reportName", story.run().runbook().title());
        }
        return executor;
    }

    private static void name(Map<String, Object> executor, String name, String type, String build, String url) {
        executor.put("name", name);
        executor.put("type", type);
        executor.put("buildName", build == null ? name : name + " " + build);
        executor.put("buildUrl", url);
    }
}
