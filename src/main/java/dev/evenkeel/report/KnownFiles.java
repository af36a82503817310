package dev.evenkeel.report;

import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.report.allure.AllureReport;
import dev.evenkeel.report.folder.Manifest;
import dev.evenkeel.report.folder.SafeFile;
import dev.evenkeel.report.html.AuditHtml;
import dev.evenkeel.report.json.Attestation;
import dev.evenkeel.report.json.AuditJson;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.summary.JobSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which files a run's folder must hold, and which others it may. reports/README.md says what each of them is. */
final class KnownFiles {
    /** Every run leaves them, however it ends; {@code evenkeel report} writes them for one that could not. */
    static final List<String> REQUIRED =
            List.of(Journal.FILE, AuditHtml.FILE, AuditJson.FILE, Attestation.FILE, JobSummary.FILE, Manifest.FILE);

    static final String ALLURE = AllureReport.RESULTS + "/";
    static final String EVIDENCE = "evidence/";

    /** What a step, an application or a person leaves, and the pages and logs of other programs. */
    private static final Pattern ALLOWED = Pattern.compile(
            "allure\\.html|dump\\.sql\\.gz|exact-floats\\.sql\\.gz|ledger(?:-[0-9]{1,4})?\\.ndjson|application\\.endpoint"
                    + "|logs/[\\w.-]{1,100}|allure-results/[\\w.-]{1,200}"
                    + "|gates/[\\w.-]{1,120}\\.json|approvals/[\\w.-]{1,200}\\.json|requests/[\\w.-]{1,60}\\.json");

    private static final Pattern EVIDENCE_NAME = Pattern.compile(EVIDENCE + "[0-9a-f]{64}\\.[a-z0-9]{1,10}");

    /** What the recorder says in the journal where Allure's results could not be written. */
    private static final String NO_ALLURE = "Allure's results are incomplete";

    private KnownFiles() {}

    /** What is missing and what is too much, by the journal; a sentence each. */
    static List<String> problems(Set<String> names, Story story) {
        List<String> problems = new ArrayList<>();
        REQUIRED.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add(name + ": missing; every run leaves it"));
        Set<String> kept =
                story.evidence().stream().map(RunEvent.Evidence::file).collect(Collectors.toSet());
        Set<String> rest = new TreeSet<>(names);
        rest.removeAll(REQUIRED);
        rest.removeAll(kept);
        for (String name : rest) {
            if (SafeFile.unfinished(name)) {
                problems.add(name + ": a report that was not written to its end; write them again: evenkeel report");
            } else if (name.startsWith(EVIDENCE)) {
                problems.add(name + ": the journal knows of no such evidence");
            } else if (!ALLOWED.matcher(name).matches()) {
                problems.add(name + ": no run leaves such a file");
            }
        }
        if (resultsExpected(story) && names.stream().noneMatch(name -> name.startsWith(ALLURE))) {
            problems.add(ALLURE + ": missing; a run that began a phase leaves it");
        }
        return problems;
    }

    /** Named by its digest. */
    static boolean isEvidence(RunEvent.Evidence kept) {
        return EVIDENCE_NAME.matcher(kept.file()).matches() && kept.file().startsWith(EVIDENCE + kept.sha256() + ".");
    }

    private static boolean resultsExpected(Story story) {
        boolean began = story.phases().stream().anyMatch(phase -> phase.ended() != null);
        return began && story.notes().stream().noneMatch(note -> note.startsWith(NO_ALLURE));
    }

    /** Files that nothing but the manifest vouches for: another program wrote them. */
    static List<String> byManifestAlone(Set<String> names, Story story) {
        Set<String> digests = story.transfers().stream()
                .filter(transfer -> transfer.sha256().isPresent())
                .flatMap(transfer -> transfer.file().stream())
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> ALLOWED.matcher(name).matches() && !digests.contains(name))
                .map(name -> name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : name)
                .distinct()
                .toList();
    }
}
