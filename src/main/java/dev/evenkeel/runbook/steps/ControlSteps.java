package dev.evenkeel.runbook.steps;

import dev.evenkeel.catalog.account.Need;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.control.Control;
import dev.evenkeel.replication.control.ControlRights;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.Finds;
import dev.evenkeel.runbook.glue.Grants;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.Found.WayOfControl;
import io.cucumber.java.en.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** By which statements a runbook controls its servers. What is above its steps is what is sent then. */
public final class ControlSteps {
    private static final String FOR_STATEMENTS = "features/replicate-and-switch.feature";

    private final RunContext run;

    public ControlSteps(RunContext run) {
        this.run = run;
    }

    @Does(value = Effect.READ_ONLY, what = "all three have the mysql.rds_* procedures")
    @Finds(WayOfControl.class)
    @Grants(on = Role.SOURCE, value = Need.PROCEDURES)
    @Grants(on = Role.REPLICA, value = Need.PROCEDURES)
    @Grants(on = Role.TARGET, value = Need.PROCEDURES)
    @Given("the servers are controlled by RDS's procedures")
    public void by_procedures() {
        Map<String, List<String>> lacking = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            try (Session session = run.master(role).open()) {
                lacking.computeIfAbsent(String.join(", ", Control.missing(session)), missing -> new ArrayList<>())
                        .add(role.label());
            }
        }
        lacking.remove("");
        List<String> problems = lacking.entrySet().stream()
                .map(one -> String.join(", ", one.getValue()) + ": no " + one.getKey() + ", must be there as on RDS;"
                        + " for servers that are not RDS run " + FOR_STATEMENTS)
                .toList();
        Obstacle.refuse(problems);
        run.facts().put(new WayOfControl(Control.PROCEDURES));
    }

    @Does(value = Effect.READ_ONLY, what = "accounts that may send CHANGE MASTER TO, STOP SLAVE and SET GLOBAL")
    @Finds(WayOfControl.class)
    @Grants(
            on = Role.SOURCE,
            value = {Need.READ_ONLY, Need.BINLOGS, Need.STATUS})
    @Grants(
            on = Role.REPLICA,
            value = {Need.REPLICATION, Need.STATUS})
    @Grants(
            on = Role.TARGET,
            value = {Need.REPLICATION, Need.READ_ONLY, Need.RESET, Need.STATUS})
    @Given("the servers are controlled by their own statements")
    public void by_statements() {
        List<String> problems = new ArrayList<>();
        for (Role role : Role.values()) {
            problems.addAll(ControlRights.lacking(
                    role.label(), run.servers().parameters(role), Need.privileges(ControlRights.NEEDED.get(role))));
        }
        Obstacle.refuse(problems);
        run.facts().put(new WayOfControl(Control.STATEMENTS));
    }
}
