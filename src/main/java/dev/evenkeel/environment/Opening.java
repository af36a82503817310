package dev.evenkeel.environment;

import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a provider has at hand while it starts or reaches servers.
 *
 * @param observer receives every wait
 * @param logs the folder for the logs of servers that are started for the run
 * @param learn receives every password before it is used, so that none is ever written
 * @param say receives what takes time
 * @param clock the time of day, for what shows it
 * @param calls receives every call to a control plane, from now on until the servers are closed
 */
public record Opening(
        Observer observer,
        Path logs,
        Consumer<Secret> learn,
        Consumer<String> say,
        Clock clock,
        Consumer<ApiCall> calls) {
    private static final Duration PACE = Duration.ofMillis(50);

    public Await await() {
        return new Await(observer, PACE);
    }
}
