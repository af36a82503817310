package dev.evenkeel.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code audit.json}, the report for scripts. Its fields are a contract: they may be added to, never renamed. What was
 * not recorded is null or an empty list.
 */
final class AuditJson {
    static final String FILE = "audit.json";
    /** Which version wrote this; the journal may be another one's. */
    static final String WRITTEN_BY = "writtenBy";

    private AuditJson() {}

    static String render(Story story) {
        return render(story, ToolVersion.text());
    }

    static String render(Story story, String writtenBy) {
        return Json.text(document(story, writtenBy));
    }

    private static Map<String, Object> document(Story story, String writtenBy) {
        Story.Run run = story.run();
        Map<String, Object> json = object(
                "runId",
                run.id(),
                "command",
                run.command(),
                "runbook",
                run.runbook().file(),
                "runbookTitle",
                run.runbook().title(),
                "runbookSha256",
                run.runbook().sha256(),
                "environment",
                run.environment(),
                "environmentKind",
                run.environmentKind(),
                "tool",
                object("version", run.toolVersion(), "java", run.java()),
                WRITTEN_BY,
                writtenBy,
                "seed",
                run.seed(),
                "rows",
                run.rows(),
                "data",
                run.data(),
                "sample",
                run.sample(),
                "budgetMillis",
                run.budgetMillis(),
                "by",
                object(
                        "user", run.by().user(),
                        "host", run.by().host(),
                        "arguments", run.by().arguments()),
                "outcome",
                story.ending().map(Story.Ending::outcome).orElse(null),
                "exitCode",
                story.exitCode(),
                "summary",
                story.ending().map(Story.Ending::summary).orElse(null),
                "serving",
                story.ending().map(Story.Ending::serving).orElse(null),
                "started",
                run.started(),
                "finished",
                story.ending().map(Story.Ending::at).orElse(null));
        json.put("servers", each(story.servers(), AuditJson::server));
        json.put(
                "scope",
                each(
                        story.scope(),
                        part -> object(
                                "what", part.what(),
                                "included", part.included(),
                                "leftOut",
                                        each(
                                                part.leftOut(),
                                                one -> object("name", one.name(), "because", one.because())))));
        json.put("phases", each(story.told(), AuditJson::phase));
        json.put("notShown", each(story.notShown(), AuditJson::notShown));
        json.put(
                "coordinates",
                object(
                        "pinned", coordinates(story.pinned()),
                        "frozen", coordinates(story.frozen())));
        json.put("transfers", each(story.transfers(), AuditJson::transfer));
        Map<String, Object> parity = ParityJson.parity(story.parity());
        // Null where no data of the user's own were rehearsed.
        parity.put("yourData", run.ownData() ? ParityJson.proved(Proved.ofData(story)) : null);
        parity.put("sampleDatabase", run.ownData() ? ParityJson.proved(Proved.ofSample(story)) : null);
        json.put("parity", parity);
        json.put(
                "cutover",
                story.cutover().map(cutover -> cutover(story, cutover)).orElse(null));
        json.put("workload", story.workload().map(AuditJson::workload).orElse(null));
        json.put("gates", each(story.gates(), AuditJson::gate));
        json.put("drills", each(story.drills(), AuditJson::drill));
        json.put("deviations", each(story.deviations(), one -> object("what", one.what(), "because", one.because())));
        json.put("changes", each(story.changes(), AuditJson::change));
        json.put("notes", story.notes());
        json.put("statements", each(story.statements(), AuditJson::statement));
        json.put("evidence", each(story.evidence(), AuditJson::evidence));
        json.put("integrity", integrity(story.chain()));
        return json;
    }

    private static Map<String, Object> server(Story.Server server) {
        return object(
                "role", server.role(),
                "version", server.version(),
                "encrypted", server.encrypted(),
                "serverId", server.number(),
                "address", server.address(),
                "account", server.account());
    }

    private static Map<String, Object> phase(Story.Phase phase) {
        Map<String, Object> json = object(
                "id", phase.id(),
                "name", phase.name(),
                "rule", phase.rule(),
                "effect", phase.effect(),
                "outcome", phase.outcome(),
                "millis", phase.millis(),
                "reason", phase.reason(),
                "started", phase.started());
        if (phase.undo()) {
            json.put("undo", true);
        }
        json.put(
                "steps",
                each(
                        phase.steps(),
                        step -> object(
                                "keyword", step.keyword(),
                                "text", step.text(),
                                "effect", step.effect(),
                                "begun", step.begun(),
                                "outcome", step.outcome(),
                                "millis", step.millis(),
                                "error", step.error(),
                                "reason", step.reason())));
        return json;
    }

    private static Map<String, Object> notShown(Story.NotShown step) {
        return object("phase", step.phase(), "text", step.text(), "reason", step.reason());
    }

    static Object coordinates(Optional<Story.Coordinates> place) {
        return place.map(at ->
                        object("role", at.role(), "file", at.file(), "position", at.position(), "gtid", at.gtid()))
                .orElse(null);
    }

    private static Map<String, Object> transfer(Story.Transfer transfer) {
        return object(
                "what", transfer.what(),
                "detail", transfer.detail(),
                "bytes", transfer.bytes(),
                "rows", transfer.rows(),
                "millis", transfer.millis(),
                "megabytesPerSecond", transfer.megabytesPerSecond(),
                "file", transfer.file(),
                "sha256", transfer.sha256());
    }

    private static Map<String, Object> cutover(Story story, Story.Cutover cutover) {
        return object(
                "frozenMillis", cutover.frozenMillis(),
                "unavailableMillis", cutover.unavailableMillis(),
                "budgetMillis", story.budgetMillis(),
                "switchMethod", cutover.switchMethod(),
                "frozenAt", cutover.frozenAt(),
                "servedAt", cutover.servedAt());
    }

    private static Map<String, Object> workload(Story.Workload workload) {
        return object(
                "connections", workload.connections(),
                "writesPerSecond", workload.writesPerSecond(),
                "acknowledged", workload.acknowledged(),
                "onTarget", workload.onTarget(),
                "lost", workload.lost(),
                "duplicated", workload.duplicated(),
                "errorsDuringOutage", workload.errorsDuringOutage(),
                "inDoubt", workload.inDoubt());
    }

    private static Map<String, Object> statement(Story.Statement one) {
        return object("phase", one.phase(), "step", one.step(), "role", one.role(), "sql", one.sql());
    }

    private static Map<String, Object> change(Story.Change change) {
        return object(
                "role", change.role(),
                "what", change.what(),
                "before", change.before(),
                "made", change.made(),
                "state", change.state(),
                "detail", change.detail());
    }

    private static Map<String, Object> gate(Story.Gate gate) {
        return object(
                "id", gate.id(),
                "decision", gate.decision(),
                "by", gate.by(),
                "reason", gate.reason(),
                "at", gate.at());
    }

    private static Map<String, Object> drill(Story.Drill drill) {
        return object(
                "name", drill.name(),
                "expected", drill.expected(),
                "observed", drill.observed(),
                "outcome", drill.outcome());
    }

    private static Map<String, Object> evidence(Story.Evidence evidence) {
        return object(
                "name", evidence.name(),
                "file", evidence.file(),
                "sha256", evidence.sha256(),
                "bytes", evidence.bytes());
    }

    private static Map<String, Object> integrity(Story.Chain chain) {
        return object(
                "entries", chain.entries(),
                "head", chain.head(),
                "torn", chain.torn());
    }

    static <T> List<Object> each(List<T> values, Function<T, Map<String, Object>> json) {
        return values.stream().<Object>map(json).toList();
    }

    /** Names and values in turn. Empty texts were not recorded: null. Instants become texts. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            boolean empty = value instanceof String text && text.isEmpty();
            json.put(
                    (String) namesAndValues[i],
                    empty ? null : value instanceof java.time.Instant instant ? instant.toString() : value);
        }
        return json;
    }
}
