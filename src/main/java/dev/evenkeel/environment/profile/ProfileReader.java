package dev.evenkeel.environment.profile;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.environment.Profile;
import dev.evenkeel.environment.ProfileServers;
import dev.evenkeel.environment.Providers;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.yaml.LoginReader;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    /** What given servers are for. Nobody may be hurt by a rehearsal's decisions on servers that serve nobody. */
    private enum Purpose {
        REHEARSAL,
        PRODUCTION
    }

    /** Given servers have a writing application only where one of these is there; the rest says how the users' own is moved. */
    private static final List<String> WRITER_KEYS = List.of("user", "password", "connections", "writesPerSecond");

    private static final String PROBE = "evenkeel_probe";

    private static final List<String> OTHERS_KEYS = List.of("switch", "address");

    private final Providers providers;

    /** @param providers what a profile may choose among */
    public ProfileReader(Providers providers) {
        this.providers = providers;
    }

    /**
     * A profile by file, or by name for {@code environments/NAME.yaml} below the given folder.
     *
     * @throws Misconfigured with every problem of the file
     */
    public Profile read(String nameOrFile, Path folder) {
        return read(nameOrFile, folder, EnumSet.allOf(Role.class), true);
    }

    /**
     * The same for reading some servers only: the others, and the account for replication, may be missing.
     *
     * @throws Misconfigured with every problem of what is needed
     */
    public Profile readFor(Set<Role> roles, String nameOrFile, Path folder) {
        return read(nameOrFile, folder, roles, false);
    }

    private Profile read(String nameOrFile, Path folder, Set<Role> roles, boolean runbook) {
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
        return parse(file.getFileName().toString(), text, roles, new LoginReader(runbook));
    }

    private Profile parse(String file, String text, Set<Role> roles, LoginReader logins) {
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
        List<String> problems = new ArrayList<>();
        YamlMap yaml = new YamlMap(file, "", root, problems);
        Profile profile = profile(file.replaceFirst("\\.ya?ml$", ""), yaml, roles, logins);
        Map<String, String> elsewhere = new TreeMap<>(providers.profileKeys());
        elsewhere.put("purpose", providers.givenNames());
        yaml.refuseUnknownKeys(elsewhere);
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        return profile;
    }

    private Profile profile(String name, YamlMap yaml, Set<Role> roles, LoginReader logins) {
        ServerKind kind = providers.server(yaml);
        YamlMap application = yaml.map("application");
        Purpose purpose = kind.ours()
                ? Purpose.REHEARSAL
                : yaml.value(
                                "purpose",
                                text -> Purpose.valueOf(text.toUpperCase(Locale.ROOT)),
                                "rehearsal or production")
                        .orElse(Purpose.PRODUCTION);
        Profile profile = new Profile(
                name,
                kind,
                kind.read(new ProfileServers(yaml, roles, logins, providers.serverKeys())),
                yaml.texts("databases"),
                AcceptReader.read(yaml.map("accept")),
                replication(yaml, kind, logins),
                TlsReader.read(yaml, kind),
                logins.runbook() ? LinkReader.read(yaml.map("replication")) : Optional.empty(),
                yaml.value(
                                "definers",
                                text -> Profile.Definers.valueOf(
                                        text.toUpperCase(Locale.ROOT).replace('-', '_')),
                                "loading-account or invoker")
                        .orElse(Profile.Definers.LOADING_ACCOUNT),
                application(yaml, application, kind, logins),
                providers.traffic(application),
                providers.fence(yaml),
                budgets(yaml.map("budgets")),
                watch(yaml.map("watch"), purpose == Purpose.REHEARSAL),
                guard(yaml.map("guard")),
                GateReader.read(yaml.map("gates"), purpose == Purpose.REHEARSAL),
                HookReader.read(yaml.map("hooks")),
                rehearsed(yaml.map("rehearsed")));
        if (profile.application().filter(own -> own.address().isEmpty()).isPresent()
                && !profile.traffic().askedAtEachConnect()) {
            application.problem(
                    "switch",
                    "application.address is missing; this switch is not asked at every connect, so say where the writing"
                            + " application of the rehearsal connects, for example 127.0.0.1:3300");
        }
        application.refuseUnknownKeys();
        return profile;
    }

    private static Optional<Login> replication(YamlMap yaml, ServerKind kind, LoginReader logins) {
        if (!yaml.has("replication")) {
            if (logins.runbook() && !kind.ours()) {
                yaml.problem(
                        "replication",
                        "replication is missing; give the user and the password (env:NAME or file:PATH) that the"
                                + " runbook creates for the target's replication");
            }
            return Optional.empty();
        }
        YamlMap map = yaml.map("replication");
        LinkReader.KEYS.forEach(map::has);
        boolean login = !kind.ours() || map.has("user") || map.has("password");
        Optional<Login> found = login ? logins.usedByRunbook(map) : Optional.empty();
        map.refuseUnknownKeys();
        return found;
    }

    private static Optional<Profile.Application> application(
            YamlMap yaml, YamlMap map, ServerKind kind, LoginReader logins) {
        Optional<Endpoint> address =
                map.value("address", Endpoint::parse, "host:port, for example db.example.com:3306");
        Optional<TableName> probe = map.value(
                "probe",
                text -> {
                    String[] parts = text.split("\\.", -1);
                    if (parts.length != 2 || parts[0].isBlank() || !parts[1].equals(PROBE)) {
                        throw new IllegalArgumentException();
                    }
                    return new TableName(parts[0], parts[1]);
                },
                "DATABASE." + PROBE + ", in a database that is moved");
        boolean writes = kind.ours()
                || WRITER_KEYS.stream().anyMatch(map::has)
                || OTHERS_KEYS.stream().noneMatch(map::has);
        if (!yaml.has("application") || !writes) {
            return Optional.empty();
        }
        return Optional.of(new Profile.Application(
                map.value("connections", ProfileValues::positive, "a number above 0")
                        .orElse(probe.isPresent() ? 1 : 4),
                map.value("writesPerSecond", ProfileValues::positive, "a number above 0")
                        .orElse(probe.isPresent() ? 20 : 250),
                kind.ours() ? Optional.empty() : logins.usedByRunbook(map),
                address,
                probe));
    }

    /** Nobody but the run itself uses servers for rehearsals. */
    private static Profile.Watch watch(YamlMap map, boolean forRehearsals) {
        String needed = "a time such as 500ms, 30s, 5m or 1h";
        Profile.Watch watch = new Profile.Watch(
                map.value("for", ProfileValues::duration, needed).orElse(Duration.ofMinutes(forRehearsals ? 1 : 30)),
                map.value("quiet", ProfileValues::duration, needed)
                        .orElse(forRehearsals ? Duration.ofSeconds(1) : Duration.ofMinutes(5)),
                map.texts("known"),
                map.value("strict", ProfileValues::yesOrNo, "true or false").orElse(!forRehearsals));
        map.refuseUnknownKeys();
        return watch;
    }

    private static Profile.Guard guard(YamlMap map) {
        String needed = "a time such as 500ms, 30s, 5m or 1h";
        Profile.Guard guard = new Profile.Guard(
                map.value("transaction", ProfileValues::duration, needed).orElse(Duration.ofSeconds(10)),
                map.value("lag", ProfileValues::duration, needed).orElse(Duration.ofSeconds(10)),
                map.value("proofAge", ProfileValues::duration, needed).orElse(Duration.ofHours(1)),
                map.value("sessions", ProfileValues::positive, "a number above 0"),
                map.value("sourceMayFollow", ProfileValues::yesOrNo, "true or false")
                        .orElse(false));
        map.refuseUnknownKeys();
        return guard;
    }

    private static Optional<Duration> rehearsed(YamlMap map) {
        Optional<Duration> within = map.value("youngerThanDays", ProfileValues::positive, "a number of days above 0")
                .map(Duration::ofDays);
        map.refuseUnknownKeys();
        return within;
    }

    private static Profile.Budgets budgets(YamlMap map) {
        String needed = "a time such as 500ms, 30s, 5m or 1h";
        Profile.Budgets budgets = new Profile.Budgets(
                map.value("outage", ProfileValues::duration, needed).orElse(Duration.ofSeconds(60)),
                map.value("catchUp", ProfileValues::duration, needed).orElse(Duration.ofMinutes(30)),
                map.value("drain", ProfileValues::duration, needed).orElse(Duration.ofSeconds(10)));
        map.refuseUnknownKeys();
        return budgets;
    }
}
