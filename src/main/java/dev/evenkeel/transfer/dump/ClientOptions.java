package dev.evenkeel.transfer.dump;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.tls.Tls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Address and password for a MariaDB program, as an option file that it reads from its standard input: arguments and
 * environment are open to other accounts of the machine, and a file could outlive the program.
 */
final class ClientOptions {
    /** The only option file, and to be the first argument, or the program would refuse it. */
    static final String ARGUMENT = "--defaults-file=/dev/stdin";

    private ClientOptions() {}

    static byte[] of(Server server) {
        Stream<String> options = Stream.concat(
                Stream.of(
                        "[client]",
                        "host=" + quoted(host(server)),
                        "port=" + server.endpoint().port(),
                        "protocol=tcp",
                        "user=" + quoted(server.login().user()),
                        "password=" + quoted(server.login().password().reveal())),
                tls(server.tls()).map(ClientOptions::line));
        return options.map(option -> option + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** How a program is to protect its connection, as options of a command line. */
    static Stream<String> tls(Tls tls) {
        return tls.authorities()
                .map(file -> Stream.of(
                        "--ssl",
                        "--ssl-ca=" + file.toAbsolutePath(),
                        "--ssl-verify-server-cert",
                        "--loose-tls-version=TLSv1.2,TLSv1.3"))
                // Programs from 11.4 on would refuse servers without TLS.
                .orElseGet(() -> Stream.of("--loose-skip-ssl-verify-server-cert"));
    }

    /** As an option file has it. */
    private static String line(String option) {
        int value = option.indexOf('=');
        return value < 0 ? option.substring(2) : option.substring(2, value + 1) + quoted(option.substring(value + 1));
    }

    /** A program that may open no file cannot look a name up; those that use TLS may, and compare it with the certificate. */
    private static String host(Server server) {
        String host = server.endpoint().host();
        if (server.tls().required()) {
            return host;
        }
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            // The program says so in its own words.
            return host;
        }
    }

    private static String quoted(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
