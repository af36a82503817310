package dev.evenkeel.provision.lookalike;

import com.sun.net.httpserver.HttpServer;
import dev.evenkeel.environment.Await;
import dev.evenkeel.environment.Role;
import dev.evenkeel.journal.Observer;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.kms.model.KeyManagerType;

/**
 * RDS, KMS, CloudWatch, Secrets Manager, Route 53 and STS on this machine, at one address. It is reached as the services are, by the
 * SDK or any other client that is given its address; the methods here do what only the provider or the world can do.
 */
public final class LookAlike implements AutoCloseable {
    /** Of the account that everything belongs to. */
    public static final String ACCOUNT = World.ACCOUNT;

    public static final String REGION = World.REGION;
    /** Who calls with this access key may do everything. Any secret access key goes with it. */
    public static final String ACCESS_KEY = Callers.ADMINISTRATOR;

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final World world;
    private final Keys keys;
    private final Secrets secrets;
    private final Zones zones;
    private final Surroundings around;
    private final Measurements measurements;
    private final Callers callers;
    private final Faults faults = new Faults();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "look-alike");
        thread.setDaemon(true);
        return thread;
    });
    private final Gateway gateway;
    private final NameServer names;
    private final InstanceBirth birth;

    private LookAlike(World world, HttpServer server, Consumer<String> say) {
        this.world = world;
        this.server = server;
        this.keys = new Keys(world);
        this.secrets = new Secrets(world);
        this.zones = new Zones(world);
        this.around = new Surroundings(world);
        this.measurements = new Measurements(world);
        this.callers = new Callers(world);
        this.birth = new InstanceBirth(world, keys);
        this.names = NameServer.start(zones::answer);
        this.gateway =
                new Gateway(new Operations(world, keys, secrets, zones, around, measurements), callers, faults, say);
    }

    /**
     * Starts one whose states end as soon as somebody has seen them, on any free port.
     *
     * @param learn receives every password before it is used
     */
    public static LookAlike start(Clock clock, Consumer<Secret> learn) {
        return start(0, new Pace(clock, false), Observer.NONE, learn, line -> {});
    }

    /**
     * Starts one for other programs.
     *
     * @param port 0 for any free one
     * @param realistic states last as long as on RDS; else they end as soon as somebody has seen them
     * @param say receives a line for every call
     * @throws UncheckedIOException when the port is in use
     */
    public static LookAlike start(int port, Clock clock, boolean realistic, Consumer<String> say) {
        return start(port, new Pace(clock, realistic), Observer.NONE, secret -> {}, say);
    }

    static LookAlike start(int port, Pace pace, Observer observer, Consumer<Secret> learn, Consumer<String> say) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the look-alike cannot listen on port " + port + ": " + e.getMessage(), e);
        }
        LookAlike started = new LookAlike(new World(pace, new Await(observer, LOOK_EVERY), learn), server, say);
        server.createContext("/", started.gateway);
        server.setExecutor(started.threads);
        server.start();
        return started;
    }

    /** Where it is reached. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where names are asked for; it knows the records of all zones. */
    public Endpoint nameServer() {
        return names.endpoint();
    }

    World world() {
        return world;
    }

    InstanceBirth birth() {
        return birth;
    }

    /** Adds something that is to go wrong; faults of one operation come in the order in which they were added. */
    public void add(Fault fault) {
        faults.add(fault);
    }

    /** Lets things go wrong from now on, calls being counted from now. */
    void plan(List<Mishap> mishaps, Function<Role, String> idOf, String accessKey) {
        gateway.onArrival(new Mishaps(world, faults, callers, idOf, accessKey, mishaps)::called);
    }

    /** Whoever calls with this access key may do these actions and no other. */
    public void admit(String accessKey, String role, Set<String> actions) {
        callers.admit(accessKey, "arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role + "/evenkeel", actions);
    }

    /** The credentials of this access key are out of date from now on. */
    public void expire(String accessKey) {
        callers.expire(accessKey);
    }

    /** @return the ARN of a new customer managed key */
    public String createKey(String alias) {
        synchronized (gateway) {
            return keys.create(alias, KeyManagerType.CUSTOMER);
        }
    }

    public void disableKey(String key) {
        synchronized (gateway) {
            keys.disable(key);
        }
    }

    public void createSecret(String name, String text) {
        synchronized (gateway) {
            secrets.set(name, text);
        }
    }

    public void createZone(String id) {
        synchronized (gateway) {
            zones.create(id);
        }
    }

    /** RDS plans to do something to an instance. */
    public void planMaintenance(String instance, String action, Instant from) {
        synchronized (gateway) {
            around.plan(instance, action, from);
        }
    }

    /** An instance stays in a state, for example {@code storage-full}, until {@link #comeUnstuck}. */
    public void stick(String instance, String status) {
        synchronized (gateway) {
            world.instance(instance).course().stickIn(status);
        }
    }

    public void comeUnstuck(String instance) {
        synchronized (gateway) {
            world.instance(instance).course().comeUnstuck();
        }
    }

    /** RDS backs an instance up: what changes it waits until then. */
    public void backUp(String instance) {
        synchronized (gateway) {
            world.instance(instance).course().then("backing-up", Duration.ofMinutes(2), () -> {});
        }
    }

    /** Everything that is under way ends at once. */
    void finish(String instance) {
        synchronized (gateway) {
            Instance each = world.instance(instance);
            each.course().finish();
            each.applying().finish();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        names.close();
        measurements.close();
        threads.shutdownNow();
        synchronized (gateway) {
            world.close();
        }
    }
}
