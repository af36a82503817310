package dev.evenkeel.replication.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.mariadb.BinlogPosition;
import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.mariadb.tls.Tls;
import dev.evenkeel.provision.certificates.RunAuthority;
import dev.evenkeel.provision.certificates.ServerCertificate;
import dev.evenkeel.provision.certificates.TestCertificates;
import dev.evenkeel.provision.embedded.RestartableServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The own binlog client with servers that take no connection without TLS. */
class BinlogTlsTest {
    @TempDir
    private Path folder;

    @Test
    void the_binlog_is_read_over_tls_and_only_from_who_shows_the_certificate() throws IOException {
        RunAuthority authority = TestCertificates.authority(folder.resolve("ours"));
        for (String version : List.of("10.11.5", "11.4.5")) {
            List<String> options = new ArrayList<>(List.of("--log-bin=b", "--server-id=9", "--binlog-checksum=CRC32"));
            try (RestartableServer source = RestartableServer.start("source", version, options)) {
                ServerCertificate good = authority.forThisMachine("good-" + version);
                restart(source, good, "--ssl=1");
                try (Session session = source.admin().open()) {
                    session.execute("SET GLOBAL require_secure_transport = 1");
                }
                Tls ours = Tls.verified(authority.certificate());

                assertThat(firstEvents(server(source, ours))).as(version).isEqualTo(List.of(4, 15));
                assertThatThrownBy(() -> firstEvents(server(source, Tls.OFF)))
                        .as("the neighbour without TLS")
                        .isInstanceOf(ServerLogin.Refused.class);

                ServerCertificate wrong =
                        TestCertificates.forHosts(authority, version, "dns:db-" + version + ".example.com");
                restart(source, wrong, "--ssl=1");
                assertThatThrownBy(() -> firstEvents(server(source, ours)))
                        .hasMessageContaining(source.admin().endpoint() + "): the server's certificate is for db-"
                                + version + ".example.com and not for 127.0.0.1; give");

                source.stop();
                source.start(List.of("--skip-ssl"));
                assertThatThrownBy(() -> firstEvents(server(source, ours)))
                        .hasMessageContaining("): the server offers no TLS; give it a certificate");
            }
        }
    }

    private static void restart(RestartableServer server, ServerCertificate certificate, String... more) {
        server.stop();
        List<String> options = new ArrayList<>(certificate.options());
        options.addAll(List.of(more));
        server.start(options);
    }

    private static Server server(RestartableServer some, Tls tls) {
        return new Server("source", some.admin().endpoint(), some.admin().login(), tls);
    }

    private static List<Integer> firstEvents(Server server) throws IOException {
        List<Integer> types = new ArrayList<>();
        try (BinlogConnection connection = new BinlogConnection(server)) {
            connection.open();
            connection.dump(new BinlogPosition("b.000001", 4), BinlogConnection.AtTheEnd.STOP);
            for (int i = 0; i < 2; i++) {
                BinlogEvent event = connection.next().orElseThrow();
                types.add(event.type());
                event.finish();
            }
        }
        return types;
    }
}
