package dev.evenkeel.environment;

import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
                                + (runbook ? "a run needs source, replica and target" : "it is to be compared"));
            }
            YamlMap server = servers.map(role.label());
            specs.put(
                    role,
                    switch (kind) {
                        case EMBEDDED -> embedded(server, role);
                        case CONTAINERS -> container(server, role);
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
                login(yaml, "replication", runbook && kind == Profile.Kind.SERVERS),
                application(yaml, kind),
                budgets(yaml.map("budgets")),
                gates(yaml.map("gates"), kind.ours() || purpose == Purpose.REHEARSAL),
                kind == Profile.Kind.CONTAINERS && reuse(yaml, specs));
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

    private ServerSpec embedded(YamlMap server, Role role) {
        Optional<String> version = server.text("version");
        Optional<Path> home = server.value("home", Path::of, "the folder of an installed server");
        if (version.isPresent() == home.isPresent()) {
            server.problem(
                    "version",
                    "servers." + role + " needs either version: or home:, one of them; versions to be had: "
                            + String.join(", ", ServerHome.ARTIFACT_VERSIONS));
        } else if (version.isPresent() && !ServerHome.ARTIFACT_VERSIONS.contains(version.get())) {
            server.problem(
                    "version",
                    "servers." + role + ".version is '" + version.get() + "'; to be had are "
                            + String.join(", ", ServerHome.ARTIFACT_VERSIONS) + ", or an installed server by home:");
        } else if (role == Role.TARGET && version.filter("10.1.8"::equals).isPresent()) {
            server.problem(
                    "version",
                    "servers.target.version 10.1.8 cannot stand in for RDS as a target: its procedures"
                            + " cannot set a master; choose 10.1.13 or newer");
        }
        home.filter(path -> !Files.isDirectory(path))
                .ifPresent(path -> server.problem("home", "servers." + role + ".home " + path + " is no folder"));
        return new ServerSpec.Embedded(
                version,
                home,
                server.value("port", ProfileValues::port, "a port number from 1 to 65535"),
                options(server));
    }

    private ServerSpec container(YamlMap server, Role role) {
        List<String> images = server.textOrTexts("image");
        if (images.isEmpty()) {
            server.problem(
                    "image",
                    "servers." + role + ".image is missing; give an image, or a list of which the first to be had is"
                            + " taken, for instance mariadb:10.11");
        }
        return new ServerSpec.Container(
                images,
                server.value("port", ProfileValues::port, "a port number from 1 to 65535"),
                options(server),
                server.value("encrypted", ProfileValues::yesOrNo, "true or false")
                        .orElse(false),
                server.value("disk", ProfileValues::size, "a size such as 512m or 2g"));
    }

    private static Map<String, String> options(YamlMap server) {
        YamlMap options = server.map("options");
        Map<String, String> values = new TreeMap<>();
        if (server.has("options")) {
            options.keys().forEach(key -> options.text(key).ifPresent(value -> values.put(key, value)));
        }
        return values;
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
        Optional<Login> parameters = login(server, "parameters", false);
        return new ServerSpec.Given(new Endpoint(host.isBlank() ? "missing" : host, port), master, parameters);
    }

    private Optional<Login> login(YamlMap yaml, String key, boolean required) {
        if (!yaml.has(key)) {
            if (required) {
                yaml.problem(
                        key,
                        key + " is missing; give the user and the password (env:NAME or file:PATH) that the"
                                + " runbook creates for the target's replication");
            }
            return Optional.empty();
        }
        YamlMap map = yaml.map(key);
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
