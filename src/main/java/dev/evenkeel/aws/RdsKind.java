package dev.evenkeel.aws;

import dev.evenkeel.environment.ProfileServers;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.ServerKind;
import dev.evenkeel.environment.ServerProvider;
import dev.evenkeel.environment.yaml.LoginReader;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Instances of RDS, by their identifiers. */
public final class RdsKind implements ServerKind {
    private static final String SECRET = "secret:";

    @Override
    public String name() {
        return "rds";
    }

    @Override
    public boolean ours() {
        return false;
    }

    @Override
    public Set<String> serverKeys() {
        return Set.of("instance", "resource", "user", "password", "address", "create");
    }

    @Override
    public Set<String> profileKeys() {
        return Set.of("aws");
    }

    @Override
    public ServerProvider read(ProfileServers given) {
        YamlMap aws = given.profile().map("aws");
        Access access = access(aws);
        aws.refuseUnknownKeys();
        return new RdsProvider(access, given.each((server, role) -> spec(server, role, given.logins())));
    }

    private static Access access(YamlMap aws) {
        return new Access(
                aws.required("region", "eu-central-1"),
                Optional.of(aws.required("account", "\"123456789012\", the account that the instances are in"))
                        .filter(text -> !text.isEmpty()),
                aws.value("role", RdsKind::arn, "the ARN of a role, arn:aws:iam::123456789012:role/NAME"),
                aws.value(
                        "endpoint",
                        RdsKind::endpoint,
                        "an https address, or an http address of this machine; leave it out for AWS itself"),
                List.of(),
                Optional.empty());
    }

    private static String arn(String text) {
        if (!text.matches("arn:aws[a-z-]*:iam::\\d{12}:role/\\S+")) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    /** Credentials are not sent in the open to another machine. */
    static URI endpoint(String text) {
        URI uri = URI.create(text);
        if (uri.getHost() == null
                || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && here(uri))) {
            throw new IllegalArgumentException();
        }
        return uri;
    }

    private static boolean here(URI uri) {
        try {
            return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Optional<Creation> creation(YamlMap server) {
        if (!server.has("create")) {
            return Optional.empty();
        }
        YamlMap create = server.map("create");
        YamlMap parameters = create.map("parameters");
        Map<String, String> set = new TreeMap<>();
        parameters.keys().forEach(name -> parameters.text(name).ifPresent(value -> set.put(name, value)));
        Creation creation = new Creation(
                create.required("class", "db.m6g.large"),
                create.value("storage", ProfileValues::positive, "a number of GiB"),
                create.text("version"),
                create.text("key"),
                set,
                create.value("blueGreen", ProfileValues::yesOrNo, "true or false")
                        .orElse(false));
        create.refuseUnknownKeys();
        return Optional.of(creation);
    }

    private static RdsSpec spec(YamlMap server, Role role, LoginReader logins) {
        Optional<String> secret = server.text("password")
                .filter(text -> text.startsWith(SECRET))
                .map(text -> text.substring(SECRET.length()).strip());
        if (secret.filter(String::isEmpty).isPresent()) {
            server.problem("password", server.name("password") + " names no secret; give secret:NAME or secret:ARN");
        }
        Optional<Login> login = secret.isPresent() ? Optional.empty() : logins.used(server);
        return new RdsSpec(
                server.required("instance", "shop-prod"),
                server.text("resource"),
                secret.isPresent()
                        ? server.required("user", "admin")
                        : login.map(Login::user).orElse(""),
                login,
                secret,
                server.value("address", Endpoint::parse, "host:port"),
                role == Role.SOURCE ? Optional.empty() : creation(server));
    }
}
