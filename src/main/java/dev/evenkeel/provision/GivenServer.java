package dev.evenkeel.provision;

import dev.evenkeel.environment.yaml.LoginReader;
import dev.evenkeel.environment.yaml.ProfileValues;
import dev.evenkeel.environment.yaml.YamlMap;
import dev.evenkeel.mariadb.Endpoint;
import dev.evenkeel.mariadb.Login;
import java.util.Optional;

/**
 * What a profile says of a server that is there already.
 *
 * @param master the account the runbook runs as
 * @param parameters an account that may set global variables, standing in for RDS's parameter group
 */
record GivenServer(Endpoint endpoint, Login master, Optional<Login> parameters) {
    private static final int PORT = 3306;

    static GivenServer read(YamlMap server, LoginReader logins) {
        String host = server.required("host", "db.example.com");
        if (!host.isBlank() && !ProfileValues.isHost(host)) {
            server.problem(
                    "host",
                    server.name("host") + " is '" + host + "', must be a host name or an address and nothing else");
            host = "";
        }
        int port = server.value("port", ProfileValues::port, "a port number from 1 to 65535")
                .orElse(PORT);
        Login master = logins.used(server).orElseGet(LoginReader::standIn);
        return new GivenServer(
                new Endpoint(host.isBlank() ? "missing" : host, port), master, parameters(server, logins));
    }

    private static Optional<Login> parameters(YamlMap server, LoginReader logins) {
        if (!server.has("parameters")) {
            return Optional.empty();
        }
        YamlMap map = server.map("parameters");
        Optional<Login> login = logins.usedByRunbook(map);
        map.refuseUnknownKeys();
        return login;
    }
}
