package dev.evenkeel.run;

import dev.evenkeel.screen.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plan for a person. */
public final class PlanText {
    private PlanText() {}

    public static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add("plan " + plan.digest().substring(0, 12) + " of " + plan.runbook() + " with " + plan.environment());
        plan.servers().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(server -> lines.add(
                        "  " + server.getKey() + ": " + server.getValue().getOrDefault("endpoint", "")
                                + ", " + server.getValue().getOrDefault("version", "version unknown") + ", follows "
                                + server.getValue().getOrDefault("follows", "unknown") + ", "
                                + server.getValue().getOrDefault("tables", "?") + " tables, "
                                + server.getValue().getOrDefault("MiB", "?") + " MiB"));
        for (Plan.PlannedPhase phase : plan.phases()) {
            lines.add("");
            lines.add((phase.undo() ? "if something fails: " : "") + phase.name() + " (" + phase.effect() + ")"
                    + (phase.gate().isEmpty() ? "" : ", gate " + phase.gate()));
            phase.steps().forEach(step -> step(step, lines));
        }
        lines.add("");
        forecast(plan.forecast(), lines);
        plan.remarks().forEach(one -> lines.add("note: " + one));
        plan.notEvaluated().forEach(one -> lines.add("not evaluated: " + one));
        return lines;
    }

    private static void step(Plan.PlannedStep step, List<String> lines) {
        lines.add("  "
                + (step.effect().equals("read-only") ? "  " : step.effect().equals("irreversible") ? "!!" : " *") + " "
                + step.text()
                + (step.millis().isEmpty()
                        ? ""
                        : "  [" + time(step.millis().get(0)) + ", 95 of 100 in "
                                + time(step.millis().get(1)) + "]"));
        step.sends().forEach(statement -> lines.add("         " + statement));
    }

    private static void forecast(Plan.Forecast forecast, List<String> lines) {
        String budget = "the budget for writes that are unavailable is " + time(forecast.budgetMillis());
        if (forecast.runs() == 0) {
            lines.add(budget);
            return;
        }
        lines.add("of " + forecast.runs() + (forecast.runs() == 1 ? " earlier run: " : " earlier runs: ")
                + (forecast.whole().isEmpty() ? "" : "the whole took " + range(forecast.whole()) + "; ")
                + (forecast.outage().isEmpty() ? "" : "writes were unavailable for " + range(forecast.outage()) + "; ")
                + budget);
    }

    private static String range(List<Long> millis) {
        return time(millis.get(0)) + " (95 of 100 in " + time(millis.get(1)) + ")";
    }

    private static String time(long millis) {
        return Figures.time(Duration.ofMillis(millis));
    }
}
