package dev.evenkeel.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority and a server's certificate that it signed, made by the JDK's own keytool, as files in PEM. */
public final class Certificates {
    private static final String STORE_PASSWORD = "certificates";
    /** What PKCS 8 says before an RSA key of 2048 bits. */
    private static final int PKCS8_HEAD = 26;

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** For a server at 127.0.0.1. */
    public static Certificates in(Path folder) throws IOException {
        Certificates made = new Certificates(Files.createDirectories(folder));
        made.pair("ca", "CN=An authority", "-ext", "bc:c");
        made.keytool("-exportcert", "-alias", "ca", "-rfc", "-file", made.file("ca.pem"));
        // The address as a name: a server of 11.4 with WolfSSL knows it by no other way.
        made.pair("server", "CN=127.0.0.1");
        made.keytool("-certreq", "-alias", "server", "-file", made.file("request"));
        made.keytool(
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                made.file("request"),
                "-rfc",
                "-outfile",
                made.file("server.pem"));
        made.writeKeys();
        return made;
    }

    public String ca() {
        return file("ca.pem");
    }

    /** What a server is started with so that it offers TLS. */
    public List<String> options() {
        return List.of("--ssl", "--ssl-ca=" + ca(), "--ssl-cert=" + file("server.pem"), "--ssl-key=" + file("key.pem"));
    }

    /** The same for servers that know keys of RSA alone. */
    public List<String> oldOptions() {
        return List.of(
                "--ssl", "--ssl-ca=" + ca(), "--ssl-cert=" + file("server.pem"), "--ssl-key=" + file("rsa-key.pem"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void pair(String alias, String name, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-validity",
                "30"));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", file("store.p12"), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + Files.readString(folder.resolve("keytool.log")));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeKeys() throws IOException {
        try (InputStream stream = Files.newInputStream(folder.resolve("store.p12"))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(stream, STORE_PASSWORD.toCharArray());
            byte[] key = store.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
            pem("key.pem", "PRIVATE KEY", key);
            pem("rsa-key.pem", "RSA PRIVATE KEY", Arrays.copyOfRange(key, PKCS8_HEAD, key.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pem(String name, String what, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        Files.writeString(
                folder.resolve(name), "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }
}
