package dev.evenkeel.report;

import dev.evenkeel.event.RecordWriter;

/**
 * {@code audit.json}, the report for scripts. Its fields are a contract: they may be added to, never renamed. What was
 * not recorded is null or an empty list. {@code docs/schema/audit.schema.json} lists them.
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
        return Json.text(RecordWriter.whole(AuditDocument.of(story, writtenBy)));
    }
}
