package dev.evenkeel.report.json;

import dev.evenkeel.event.StepOutcome;
import dev.evenkeel.report.folder.Json;
import dev.evenkeel.report.story.Headline;
import dev.evenkeel.report.story.Story;
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
public final class Attestation {
    public static final String FILE = "attestation.json";
    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

    private static final Set<StepOutcome> WARNED = Set.of(StepOutcome.PARTLY_SHOWN, StepOutcome.NOT_SHOWN);

    private Attestation() {}

    /** @param auditJson the digest of the {@code audit.json} that the statement is about */
    public static String render(Story story, String auditJson) {
        Story.Run run = story.run();
        List<Map<String, Object>> subjects = new ArrayList<>();
        subjects.add(subject(AuditJson.FILE, auditJson));
        if (!run.verification()) {
            subjects.add(subject(run.runbook().file(), run.runbook().sha256()));
        }
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("result", result(story));
        predicate.put(
                "configuration",
                List.of(
                        configuration(
                                "evenkeel", ordered("version", run.told().tool().version())),
                        configuration(
                                "environment", ordered("name", run.environment(), "kind", run.environmentKind()))));
        predicate.put("passedTests", phases(story, StepOutcome.PASSED::equals));
        predicate.put("warnedTests", phases(story, WARNED::contains));
        predicate.put(
                "failedTests", phases(story, outcome -> !outcome.withoutFailure() && outcome != StepOutcome.SKIPPED));
        // Not of the predicate's schema, which lets readers pass over what they do not know.
        predicate.put(
                "notShown",
                story.notShown().stream()
                        .map(one -> ordered("phase", one.phase(), "step", one.text(), "reason", one.reason()))
                        .toList());
        return Json.text(ordered(
                        "_type", STATEMENT, "subject", subjects, "predicateType", TEST_RESULT, "predicate", predicate))
                + "\n";
    }

    private static Map<String, Object> configuration(String name, Map<String, Object> annotations) {
        return ordered("name", name, "annotations", annotations);
    }

    /** Names and values in turn, and in that order: the same run is reported in the same bytes. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ordered.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return ordered;
    }

    /** Warned is a run that ended well and did not prove everything. */
    private static String result(Story story) {
        if (story.exitCode() == null || story.exitCode() != 0) {
            return "FAILED";
        }
        return Headline.of(story).level() == Headline.Level.GOOD ? "PASSED" : "WARNED";
    }

    private static List<String> phases(Story story, Predicate<StepOutcome> outcome) {
        return story.phases().stream()
                .filter(phase -> phase.outcome().filter(outcome).isPresent())
                .map(Story.Phase::id)
                .toList();
    }

    private static Map<String, Object> subject(String name, String sha256) {
        return ordered("name", name, "digest", ordered("sha256", sha256));
    }
}
