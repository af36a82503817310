package dev.evenkeel.report.html;

import dev.evenkeel.event.RunEvent;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Story;
import dev.evenkeel.report.story.ToldCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the control plane was asked and told, by phase, with the names that its own log has the calls by. */
final class CallsSection {
    private CallsSection() {}

    /** Nothing where the servers have no control plane. */
    static void write(Story story, Html html) {
        if (story.calls().isEmpty()) {
            return;
        }
        Page.section(html, "calls", "Calls to the control plane");
        Map<String, String> names = story.phases().stream()
                .collect(Collectors.toMap(Story.Phase::id, Story.Phase::name, (first, second) -> first));
        Map<String, List<ToldCall>> byPhase = story.calls().stream()
                .collect(Collectors.groupingBy(ToldCall::phase, LinkedHashMap::new, Collectors.toList()));
        byPhase.forEach((phase, calls) -> {
            long made = calls.stream().filter(call -> call.told().over()).count();
            html.open("details").open("summary").text(names.getOrDefault(phase, "Between the phases") + " ");
            html.leaf("span", Format.count(made, "call", "calls"), "class", "quiet")
                    .close();
            html.open("ol", "class", "statements");
            calls.forEach(call -> line(html, call));
            html.close().close();
        });
        Page.end(html);
    }

    private static void line(Html html, ToldCall call) {
        RunEvent.Call told = call.told();
        html.open("li").leaf("span", told.service(), "class", "role");
        html.leaf("code", (told.operation() + " " + told.about()).strip());
        html.leaf("span", outcome(call), "class", "quiet").close();
    }

    private static String outcome(ToldCall call) {
        RunEvent.Call told = call.told();
        String at = " " + Format.dateTime(call.at());
        if (!told.over()) {
            return at + ", sent";
        }
        return at + ", "
                + Format.duration(told.millis().orElse(0L)) + ", "
                + told.error()
                        .map(error -> "refused: " + error)
                        .or(() -> told.status().map(status -> "answered " + status))
                        .orElse("answered")
                + told.requestId().map(id -> ", request " + id).orElse("");
    }
}
