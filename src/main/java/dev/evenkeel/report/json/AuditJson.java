package dev.evenkeel.report.json;

import dev.evenkeel.event.RecordWriter;
import dev.evenkeel.report.folder.Json;
import dev.evenkeel.report.folder.ToolVersion;
import dev.evenkeel.report.story.Story;

/**
 * {@code audit.json}, the report for scripts. Its fields are a contract: they may be added to, never renamed. What was
 * not recorded is null or an empty list. {@code docs/schema/audit.schema.json} lists them.
 */
public final class AuditJson {
    public static final String FILE = "audit.json";
    /** Which version wrote this; the journal may be another one's. */
    public static final String WRITTEN_BY = "writtenBy";

    private AuditJson() {}

    public static String render(Story story) {
        return render(story, ToolVersion.text());
    }

    public static String render(Story story, String writtenBy) {
        return Json.text(RecordWriter.whole(AuditDocument.of(story, writtenBy)));
    }
}
