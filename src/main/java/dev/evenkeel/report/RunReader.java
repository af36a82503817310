package dev.evenkeel.report;

import java.time.Instant;

/** Reads who ran what, on which servers, and how far it reached. */
final class RunReader {
    private RunReader() {}

    /** @param started null where nothing says so */
    static Story.Run run(Fields data, Instant started) {
        Fields runbook = data.in("runbook");
        Fields environment = data.in("environment");
        Fields tool = data.in("tool");
        Fields by = data.in("by");
        return new Story.Run(
                data.text("runId"),
                data.text("command"),
                new Story.Runbook(
                        runbook.text("file"), runbook.text("title"), runbook.text("sha256"), runbook.text("text")),
                environment.text("name"),
                environment.text("kind"),
                tool.text("version"),
                tool.text("java"),
                data.number("seed"),
                data.number("rows"),
                data.texts("data"),
                data.text("sample"),
                data.number("budgetMillis"),
                data.flag("application"),
                Boolean.TRUE.equals(data.in("choice").flag("showValues")),
                new Story.By(by.text("user"), by.text("host"), by.texts("arguments")),
                started);
    }

    static Story.Server server(Fields data) {
        return new Story.Server(
                data.text("role"),
                data.text("version"),
                data.flag("encrypted"),
                data.text("serverId"),
                data.text("address"),
                data.text("account"));
    }

    static Story.Scope scope(Fields data) {
        return new Story.Scope(
                data.text("what"),
                data.texts("included"),
                data.each("leftOut").stream()
                        .map(one -> new Story.LeftOut(one.text("name"), one.text("because")))
                        .toList());
    }
}
