package dev.evenkeel.runbook.steps;

import dev.evenkeel.environment.Fence;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.ServerError;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.replication.writes.ServerWrites;
import dev.evenkeel.runbook.glue.Does;
import dev.evenkeel.runbook.glue.Effect;
import dev.evenkeel.runbook.glue.NotShown;
import dev.evenkeel.runbook.glue.Obstacle;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.runbook.steps.own.OwnBelt;
import dev.evenkeel.runbook.steps.own.Sites;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;

/** Makes sure that the source stays closed when the process that closed it is gone, and tries it as the application. */
public final class FenceSteps {
    private final RunContext run;
    private final Sites sites;
    private final LastingFence lasting;

    public FenceSteps(RunContext run, Sites sites) {
        this.run = run;
        this.sites = sites;
        this.lasting = new LastingFence(run, sites);
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            closes = true,
            what =
                    "with fence: latch, ALTER USER … ACCOUNT LOCK or SET PASSWORD, and mysql.rds_kill or KILL for the sessions of"
                            + " these accounts; else nothing, for the fence stays")
    @When("the source is closed durably")
    public void close_durably() {
        lasting.close();
    }

    @Does(value = Effect.READ_ONLY, what = "connects with the application's account, which must be refused there")
    @Then("the application cannot write to the source")
    public void application_is_out() {
        if (!sites.fence(Role.SOURCE).closed()) {
            throw new Obstacle("source: it is open for writes again; somebody opened it, or its latch was lost");
        }
        Login login = run.servers()
                .application()
                .orElseThrow(() -> new NotShown("the profile names no account of the application"));
        try (Session session = run.servers()
                .forApplication(run.master(Role.SOURCE).endpoint(), login)
                .open()) {
            ServerWrites.refused(session).ifPresent(answer -> {
                throw new Obstacle("source: the application's account " + login.user() + " connects there and " + answer
                        + "; the fence does not keep it out");
            });
        } catch (DatabaseException e) {
            if (!e.is(ServerError.ER_ACCOUNT_HAS_BEEN_LOCKED) && !e.is(ServerError.ER_ACCESS_DENIED_ERROR)) {
                throw e;
            }
        }
    }

    @Does(value = Effect.REVERSIBLE, repeatable = true, what = "what closed the source durably is taken back")
    @When("the application is let into the source again")
    public void let_in() {
        lasting.open();
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what = "with fence: latch, whoever waits at it is ended, then UNLOCK TABLES; else nothing")
    @When("the latch on the source is released")
    public void release() {
        Fence fence = sites.fence(Role.SOURCE);
        fence.release();
        run.end(HeldFence.class);
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what =
                    "SET GLOBAL read_only = 1 by the account parameters, else by the master user; where that may not, a deviation."
                            + " Lasts until a restart, which takes the value from the configuration")
    @When("the source is closed by read_only as well, where an account may set it")
    public void put_belt_on() {
        new OwnBelt(run, sites.own()).close();
    }

    @Does(
            value = Effect.REVERSIBLE,
            repeatable = true,
            what =
                    "SET GLOBAL read_only to exactly the value that was found; what somebody else has set since is left alone")
    @When("read_only on the source is what it was before it was closed as well")
    public void take_belt_off() {
        new OwnBelt(run, sites.own()).restore();
    }
}
