package dev.evenkeel.run;

import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Fences;
import dev.evenkeel.environment.GaveUp;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Servers;
import dev.evenkeel.environment.TrafficSwitch;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.DatabaseException;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.workload.Application;
import java.time.Duration;
import java.util.Optional;

/** Who serves the application, found out by looking: where it is pointed, and whether it is being answered there. */
record Serving(Servers servers, Fences fences, TrafficSwitch endpoint, Optional<Application> application) {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofMillis(20);

    /** source, target, or unknown when nobody was seen to serve. */
    String now() {
        Endpoint current;
        try {
            current = endpoint.current();
        } catch (TrafficSwitch.NotMoved e) {
            return "unknown";
        }
        for (Role role : new Role[] {Role.SOURCE, Role.TARGET}) {
            if (servers.there(role) && servers.master(role).endpoint().equals(current)) {
                return serves(role) ? role.label() : "unknown";
            }
        }
        return "unknown";
    }

    private boolean serves(Role role) {
        try {
            if (application.filter(Application::running).isEmpty()) {
                return !fences.of(role, servers, sql -> {}).closed();
            }
            long before = application.get().acknowledged();
            new Await(Observer.NONE, PACE).until("the application is answered", "more than " + before, LIMIT, () -> {
                long now = application.get().acknowledged();
                return new Await.Look(Long.toString(now), now > before);
            });
            return true;
        } catch (GaveUp | DatabaseException e) {
            return false;
        }
    }
}
