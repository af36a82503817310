package dev.evenkeel.run;

import dev.evenkeel.environment.Environment;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.event.Remark;
import dev.evenkeel.journal.Journal;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.provision.KeptServers;
import dev.evenkeel.provision.programs.ServerHome;
import dev.evenkeel.transfer.dump.DumpChoice;
import dev.evenkeel.transfer.dump.DumpTool;

/** Opens what every run works on, rehearsed or real, and enters what there is to say about it. */
final class Openings {
    private final RunLifecycle life;
    private final Journal journal;

    Openings(RunLifecycle life, Journal journal) {
        this.life = life;
        this.journal = journal;
    }

    /** @param observer receives every wait */
    Servers servers(Profile profile, Observer observer) {
        return new KeptServers(Environment.open(
                profile,
                observer,
                life.folder().resolve("logs"),
                secret -> life.redactor().learn(secret.reveal()),
                life.screen()::say,
                life.clock(),
                call -> ApiCalls.event(call).enter(journal)));
    }

    /** Where these servers are not what the profile asked for. */
    void enterSubstitutions(Servers servers) {
        servers.substitutions().forEach((what, because) -> new Remark.Deviation(what, because).enter(journal));
    }

    DumpTool dumpTool(Servers servers) {
        // A replica that the run is to create has its source's version.
        Role dumped = servers.there(Role.REPLICA) ? Role.REPLICA : Role.SOURCE;
        return DumpChoice.of(servers, ServerHome.fetchable(life.screen()::say), servers.master(dumped));
    }
}
