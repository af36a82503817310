package dev.evenkeel.report;

import dev.evenkeel.report.folder.Manifest;
import dev.evenkeel.report.html.AuditHtml;
import dev.evenkeel.report.json.Attestation;
import dev.evenkeel.report.json.AuditJson;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.summary.JobSummary;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that are written from the journal alone, as bytes: the same journal and the same version of evenkeel always give
 * the same, so that they can be made again and compared.
 */
final class Rendering {
    private Rendering() {}

    /** @param writtenBy the version that reports say they were written by */
    static Map<String, byte[]> of(Story story, String writtenBy) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] json = bytes(AuditJson.render(story, writtenBy) + "\n");
        files.put(AuditJson.FILE, json);
        files.put(Attestation.FILE, bytes(Attestation.render(story, Manifest.digest(json))));
        files.put(AuditHtml.FILE, bytes(AuditHtml.render(story)));
        files.put(JobSummary.FILE, bytes(JobSummary.render(story)));
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
