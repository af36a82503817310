package dev.evenkeel.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code attestation.json}: the run as an in-toto statement (v1) with the predicate test-result (v0.1), so that other
 * tools can keep and check it. It is not signed: it binds digests to a result, not a result to a person.
 */
final class Attestation {
    static final String FILE = "attestation.json";
    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final Set<String> WARNED = Set.of("partly shown", Story.NOT_SHOWN);
    private static final Set<String> NOT_FAILED = Set.of("passed", "skipped", "partly shown", Story.NOT_SHOWN);

    private Attestation() {}

    /** @param audit the {@code audit.json} that the statement is about */
    static Path write(Story story, Path audit) throws IOException {
        Story.Run run = story.run();
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("_type", STATEMENT);
        List<Map<String, Object>> subjects = new ArrayList<>();
        subjects.add(subject(audit.getFileName().toString(), Manifest.digest(audit)));
        if (!run.verification()) {
            subjects.add(subject(run.runbook().file(), run.runbook().sha256()));
        }
        statement.put("subject", subjects);
        statement.put("predicateType", TEST_RESULT);
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("result", result(story));
        predicate.put(
                "configuration",
                List.of(
                        Map.of("name", "evenkeel", "annotations", Map.of("version", run.toolVersion())),
                        Map.of(
                                "name",
                                "environment",
                                "annotations",
                                Map.of("name", run.environment(), "kind", run.environmentKind()))));
        predicate.put("passedTests", phases(story, "passed"::equals));
        predicate.put("warnedTests", phases(story, WARNED::contains));
        predicate.put("failedTests", phases(story, outcome -> !NOT_FAILED.contains(outcome)));
        // Not of the predicate's schema, which lets readers pass over what they do not know.
        predicate.put(
                "notShown",
                story.notShown().stream()
                        .map(one -> Map.of("phase", one.phase(), "step", one.text(), "reason", one.reason()))
                        .toList());
        statement.put("predicate", predicate);
        return PrivateFiles.write(audit.resolveSibling(FILE), JSON.writeValueAsString(statement) + "\n");
    }

    /** Warned is a run that ended well and did not prove everything. */
    private static String result(Story story) {
        if (story.exitCode() == null || story.exitCode() != 0) {
            return "FAILED";
        }
        return Headline.of(story).level() == Headline.Level.GOOD ? "PASSED" : "WARNED";
    }

    private static List<String> phases(Story story, Predicate<String> outcome) {
        return story.phases().stream()
                .filter(phase -> !phase.outcome().isEmpty() && outcome.test(phase.outcome()))
                .map(Story.Phase::id)
                .toList();
    }

    private static Map<String, Object> subject(String name, String sha256) {
        return Map.of("name", name, "digest", Map.of("sha256", sha256));
    }
}
