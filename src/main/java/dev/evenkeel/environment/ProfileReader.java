package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a profile and reports all its problems at once, each with file, line, what was found and what to do. */
public final class ProfileReader {
    private static final Secret UNKNOWN = new Secret("");

    /** Keys of a server by the kinds of profile that have them. */
    private static final Map<String, String> OF_SERVERS = Map.of(
            "version", "embedded",
            "home", "embedded",
            "options", "embedded and containers",
            "image", "containers",
            "encrypted", "containers",
            "disk", "containers",
            "host", "servers",
            "user", "servers",
            "password", "servers",
            "parameters", "servers");

    private static final Map<String, String> OF_PROFILES = Map.of("purpose", "servers", "reuse", "containers");

    /** What given servers are for. Nobody may be hurt by a rehearsal's decisions on servers that serve nobody. */
    private enum Purpose {
        REHEARSAL,
        PRODUCTION
    }

    private final String file;
    private final Set<Role> roles;
    /** Everything that a runbook needs is needed. */
    private final boolean runbook;

    private final List<String> problems = new ArrayList<>();

    private ProfileReader(String file, Set<Role> roles, boolean runbook) {
        this.file = file;
        this.roles = roles;
        this.runbook = runbook;
    }

    /**
     * A profile by file, or by name for {@code environments/NAME.yaml} below the given folder.
     *
     * @throws Misconfigured with every problem of the file
     */
    public static Profile read(String nameOrFile, Path folder) {
        return read(nameOrFile, folder, EnumSet.allOf(Role.class), true);
    }

    /**
     * The same for reading some servers only: the others, and the account for replication, may be missing.
     *
     * @throws Misconfigured with every problem of what is needed
     */
    public static Profile readFor(Set<Role> roles, String nameOrFile, Path folder) {
        return read(nameOrFile, folder, roles, false);
    }

    private static Profile read(String nameOrFile, Path folder, Set<Role> roles, boolean runbook) {
        Path file = nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml")
                ? Path.of(nameOrFile)
                : folder.resolve(nameOrFile + ".yaml");
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new Misconfigured("the profile " + file
                    + " cannot be read; give the path of a .yaml file, or a name for " + folder + "/NAME.yaml");
        }
        return new ProfileReader(file.getFileName().toString(), roles, runbook).parse(text);
    }

    private Profile parse(String text) {
        Optional<Node> root;
        try {
            root = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
        } catch (YamlEngineException e) {
            throw new Misconfigured(
                    file + " is not valid YAML: " + e.getMessage().replaceAll("\\s*\\n\\s*", " "));
        } catch (StackOverflowError e) {
            // The parser has a bound for collections, and none for keys within keys.
            throw new Misconfigured(file + " is nested deeper than it can be read; a profile has four levels at most");
        }
        YamlMap yaml = new YamlMap(file, "", root, problems);
        Profile profile = profile(yaml);
        yaml.refuseUnknownKeys(OF_PROFILES);
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        return profile;
    }

    private Profile profile(YamlMap yaml) {
        Profile.Kind kind = yaml.has("kind")
                ? yaml.value(
                                "kind",
                                text -> Profile.Kind.valueOf(text.toUpperCase(Locale.ROOT)),
                                "embedded, containers or servers")
                        .orElse(Profile.Kind.EMBEDDED)
                : Profile.Kind.valueOf(yaml.required("kind", "embedded").isEmpty() ? "EMBEDDED" : "");
        Purpose purpose = kind == Profile.Kind.SERVERS
                ? yaml.value(
                                "purpose",
                                text -> Purpose.valueOf(text.toUpperCase(Locale.ROOT)),
                                "rehearsal or production")
                        .orElse(Purpose.PRODUCTION)
                : Purpose.REHEARSAL;
        YamlMap servers = yaml.map("servers");
        Map<Role, ServerSpec> specs = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            boolean given = servers.has(role.label());
            if (!roles.contains(role)) {
                // Not to be spoken to, so it does not matter whether its password can be had.
                continue;
            }
            if (!given) {
                yaml.problem(
                        "servers",
                        "servers." + role.label() + " is missing; "
                                + (runbook
                                        ? "a run needs source, replica and target"
                                        : "it is to be compared; add it, or name two of the servers that are there"
                                                + roles(servers) + " with --of and --against"));
                continue;
            }
            YamlMap server = servers.map(role.label());
            specs.put(
                    role,
                    switch (kind) {
                        case EMBEDDED -> StartedServerReader.embedded(server, role);
                        case CONTAINERS -> StartedServerReader.container(server, role);
                        case SERVERS -> given(server);
                    });
            server.refuseUnknownKeys(OF_SERVERS);
        }
        servers.refuseUnknownKeys();
        return new Profile(
                file.replaceFirst("\\.ya?ml$", ""),
                kind,
                specs,
                yaml.texts("databases"),
                AcceptReader.read(yaml.map("accept")),
                replication(yaml, kind),
                runbook ? LinkReader.read(yaml.map("replication")) : Optional.empty(),
                yaml.value(
                                "definers",
                                text -> Profile.Definers.valueOf(
                                        text.toUpperCase(Locale.ROOT).replace('-', '_')),
                                "loading-account or invoker")
                        .orElse(Profile.Definers.LOADING_ACCOUNT),
                application(yaml, kind),
                budgets(yaml.map("budgets")),
                gates(yaml.map("gates"), kind.ours() || purpose == Purpose.REHEARSAL),
                kind == Profile.Kind.CONTAINERS && reuse(yaml, specs));
    }

    private static String roles(YamlMap servers) {
        List<String> there = Arrays.stream(Role.values())
                .map(Role::label)
                .filter(servers::has)
                .toList();
        return there.isEmpty() ? "" : " (" + String.join(", ", there) + ")";
    }

    private static boolean reuse(YamlMap yaml, Map<Role, ServerSpec> specs) {
        boolean reuse =
                yaml.value("reuse", ProfileValues::yesOrNo, "true or false").orElse(false);
        specs.forEach((role, spec) -> {
            if (reuse && ((ServerSpec.Container) spec).disk().isPresent()) {
                yaml.problem(
                        "reuse",
                        "reuse is true, and servers." + role + ".disk is in memory and is lost between"
                                + " runs; leave one of them out");
            }
        });
        return reuse;
    }

    private ServerSpec given(YamlMap server) {
        String host = server.required("host", "db.example.com");
        if (!host.isBlank() && !ProfileValues.isHost(host)) {
            server.problem(
                    "host",
                    server.name("host") + " is '" + host + "', must be a host name or an address and nothing else");
            host = "";
        }
        int port = server.value("port", ProfileValues::port, "a port number from 1 to 65535")
                .orElse(3306);
        Login master = login(server).orElse(new Login("", UNKNOWN));
        Optional<Login> parameters = parameters(server);
        return new ServerSpec.Given(new Endpoint(host.isBlank() ? "missing" : host, port), master, parameters);
    }

    private Optional<Login> replication(YamlMap yaml, Profile.Kind kind) {
        boolean given = kind == Profile.Kind.SERVERS;
        if (!yaml.has("replication")) {
            if (runbook && given) {
                yaml.problem(
                        "replication",
                        "replication is missing; give the user and the password (env:NAME or file:PATH) that the"
                                + " runbook creates for the target's replication");
            }
            return Optional.empty();
        }
        YamlMap map = yaml.map("replication");
        LinkReader.KEYS.forEach(map::has);
        boolean login = given || map.has("user") || map.has("password");
        Optional<Login> found = !login ? Optional.empty() : runbook ? login(map) : named(map);
        map.refuseUnknownKeys();
        return found;
    }

    private Optional<Login> parameters(YamlMap server) {
        if (!server.has("parameters")) {
            return Optional.empty();
        }
        YamlMap map = server.map("parameters");
        Optional<Login> login = runbook ? login(map) : named(map);
        map.refuseUnknownKeys();
        return login;
    }

    /** An account that is not used, so that nobody needs its password. */
    private static Optional<Login> named(YamlMap map) {
        map.text("password");
        return map.text("user").map(user -> new Login(user, UNKNOWN));
    }

    private Optional<Login> login(YamlMap map) {
        String user = map.required("user", "admin");
        String reference = map.required("password", "env:DB_PASSWORD");
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Login(user, SecretReference.resolve(reference)));
        } catch (IllegalArgumentException e) {
            map.problem(
                    "password", "the password of " + (user.isEmpty() ? "this account" : user) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Profile.Application> application(YamlMap yaml, Profile.Kind kind) {
        if (!yaml.has("application")) {
            return Optional.empty();
        }
        YamlMap map = yaml.map("application");
        Profile.Application application = new Profile.Application(
                map.value("connections", ProfileValues::positive, "a number above 0")
                        .orElse(4),
                map.value("writesPerSecond", ProfileValues::positive, "a number above 0")
                        .orElse(250),
                kind != Profile.Kind.SERVERS ? Optional.empty() : runbook ? login(map) : named(map),
                map.value("endpoint", Path::of, "the path of a file"));
        map.refuseUnknownKeys();
        return Optional.of(application);
    }

    private static Profile.Budgets budgets(YamlMap map) {
        String needed = "a time such as 500ms, 30s, 5m or 1h";
        Profile.Budgets budgets = new Profile.Budgets(
                map.value("outage", ProfileReader::duration, needed).orElse(Duration.ofSeconds(60)),
                map.value("catchUp", ProfileReader::duration, needed).orElse(Duration.ofMinutes(30)),
                map.value("drain", ProfileReader::duration, needed).orElse(Duration.ofSeconds(10)));
        map.refuseUnknownKeys();
        return budgets;
    }

    private Map<String, Profile.Gate> gates(YamlMap map, boolean forRehearsals) {
        Map<String, Profile.Gate> gates = new TreeMap<>();
        for (String key : map.keys()) {
            map.value(key, text -> Profile.Gate.valueOf(text.toUpperCase(Locale.ROOT)), "automatic or ask")
                    .ifPresent(gate -> gates.put(key, gate));
            if (!forRehearsals && gates.get(key) == Profile.Gate.AUTOMATIC) {
                map.problem(
                        key,
                        "gates." + key
                                + " is automatic; only servers for rehearsals may pass a gate without a person, so"
                                + " say ask, or purpose: rehearsal where nobody depends on these servers");
            }
        }
        return gates;
    }

    /** A time such as 500ms, 30s, 5m or 1h; anything else is an {@link IllegalArgumentException}. */
    public static Duration duration(String text) {
        return ProfileValues.duration(text);
    }
}
