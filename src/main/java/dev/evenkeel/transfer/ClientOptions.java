package dev.evenkeel.transfer;

import dev.evenkeel.mariadb.Server;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * Address and password for a MariaDB program, as an option file that it reads from its standard input: arguments and
 * environment are open to other accounts of the machine, and a file could outlive the program.
 */
final class ClientOptions {
    /** The only option file, and to be the first argument, or the program would refuse it. */
    static final String ARGUMENT = "--defaults-file=/dev/stdin";

    /** Tools from 11.4 on would refuse servers without TLS. */
    static final String TRUSTING = "--loose-skip-ssl-verify-server-cert";

    private ClientOptions() {}

    static byte[] of(Server server) {
        String options = "[client]\n"
                + "host=" + quoted(address(server.endpoint().host())) + "\n"
                + "port=" + server.endpoint().port() + "\n"
                + "protocol=tcp\n"
                + "user=" + quoted(server.login().user()) + "\n"
                + "password=" + quoted(server.login().password().reveal()) + "\n"
                + TRUSTING.substring(2) + "\n";
        return options.getBytes(StandardCharsets.UTF_8);
    }

    /** A program that may open no file cannot look a name up. */
    private static String address(String host) {
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
