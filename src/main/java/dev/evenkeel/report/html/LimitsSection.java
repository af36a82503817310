package dev.evenkeel.report.html;

import dev.evenkeel.event.Verdict;
import dev.evenkeel.report.story.Format;
import dev.evenkeel.report.story.Parity;
import dev.evenkeel.report.story.Story;
import java.util.ArrayList;
import java.util.List;

/** What this evidence does not show. A reader must not have to find that out alone. */
public final class LimitsSection {
    private static final String DIGESTS =
            "Rows are compared by digests: a collision is possible in theory and was not looked for.";
    private static final String SYSTEM_TABLES =
            "Of the server's own tables only accounts, rights, routines, events, servers and loaded functions are compared:"
                    + " not help, time zones, statistics and logs.";

    private LimitsSection() {}

    static void write(Story story, Html html) {
        Page.section(html, "limits", "What this does not show");
        html.open("ul");
        limits(story).forEach(limit -> html.leaf("li", limit));
        html.close();
        Page.end(html);
    }

    public static List<String> limits(Story story) {
        if (story.run().verification()) {
            return ofVerification(story);
        }
        List<String> limits = new ArrayList<>();
        Parity parity = story.parity();
        story.notShown()
                .forEach(step -> limits.add("Not shown: " + step.text() + ": " + Format.orNone(step.reason()) + "."));
        if (story.ending().isEmpty()) {
            limits.add("The journal has no end: anything after its last entry is unknown.");
        }
        if (parity.pinned().isEmpty()) {
            limits.add("The copy was not compared at the pinned coordinates.");
        }
        if (parity.frozen().isEmpty()) {
            limits.add("Source and target were not compared at the frozen coordinates.");
        }
        untold(parity, limits);
        if (parity.objects().isEmpty()) {
            limits.add("Views, routines, triggers and events were not compared.");
        }
        if (parity.accounts().isEmpty()) {
            limits.add("Accounts and their rights were not compared.");
        }
        if (parity.settings().isEmpty()) {
            limits.add("Settings of the servers were not compared.");
        }
        story.servers().stream()
                .filter(server -> server.encrypted().isEmpty())
                .forEach(server -> limits.add("Whether the " + server.role() + " is encrypted at rest was not known."));
        if (story.workload().isEmpty()) {
            limits.add(
                    story.applicationRan()
                            ? "The run ended before the application's writes were looked for on the target."
                            : "No application was writing: the outage was not measured from its side.");
        }
        if (story.drills().isEmpty()) {
            limits.add("Nothing was broken on purpose: that the tool would notice is not shown by this run.");
        }
        if (story.run().rehearsal()) {
            limits.add("This was a rehearsal on the environment named above. It shows nothing about the servers,"
                    + " the network, the volume or the load of another one.");
        }
        limits.add(DIGESTS);
        limits.add(SYSTEM_TABLES);
        if (story.parity().frozen().flatMap(Parity.Comparison::residue).isPresent()) {
            limits.add(
                    "In the freeze only those rows were compared that the binlogs of source and target show as changed since the live proof. Changes made with sql_log_bin = 0 by an account with SUPER appear in neither binlog.");
        }
        if (story.parity().frozen().isPresent()) {
            limits.add("What changed after the comparison at the frozen coordinates was not compared.");
        }
        limits.add(
                story.workload().isPresent()
                        ? "Whether the application works with the target beyond its writes here was not tested."
                        : "Whether the application works with the target was not tested.");
        return limits;
    }

    private static List<String> ofVerification(Story story) {
        List<String> limits = new ArrayList<>();
        Parity parity = story.parity();
        if (story.ending().isEmpty()) {
            limits.add("The journal has no end: anything after its last entry is unknown.");
        }
        untold(parity, limits);
        List<String> parts = new ArrayList<>();
        if (parity.verified().isEmpty()) {
            parts.add("rows");
        }
        if (parity.objects().isEmpty()) {
            parts.add("objects");
        }
        if (parity.accounts().isEmpty()) {
            parts.add("accounts");
        }
        if (parity.settings().isEmpty()) {
            parts.add("settings");
        }
        if (!parts.isEmpty()) {
            limits.add("Not compared: " + String.join(", ", parts) + ".");
        }
        story.deviations()
                .forEach(deviation -> limits.add(
                        deviation.isLimit() ? deviation.because() : deviation.what() + ": " + deviation.because()));
        limits.add(DIGESTS);
        limits.add(SYSTEM_TABLES);
        limits.add("The verdict holds for the coordinates shown; what changed after them was not compared.");
        return limits;
    }

    private static void untold(Parity parity, List<String> limits) {
        parity.tables().stream()
                .filter(table -> table.verdict() == Verdict.INCONCLUSIVE)
                .forEach(table -> limits.add("Whether " + table.qualified() + " is the same is not known"
                        + (table.reason().isEmpty() ? "." : ": " + table.reason())));
    }
}
