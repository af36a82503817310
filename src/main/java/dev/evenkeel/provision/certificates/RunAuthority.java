package dev.evenkeel.provision.certificates;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.ChildProcess;
import dev.evenkeel.journal.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * An authority that signs the certificates of the servers of one run, and is trusted by that run alone. Its own key never leaves the
 * folder, which is deleted with the run.
 */
public final class RunAuthority {
    private static final String OWN = "authority";
    private static final String PASSWORD_VARIABLE = "EVENKEEL_STORE";
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final Path store;
    private final String password;

    private RunAuthority(Path folder, String password) {
        this.folder = folder;
        this.store = folder.resolve("keys.p12");
        this.password = password;
    }

    /**
     * Makes one.
     *
     * @param folder for its files, and for this run alone
     * @param name the common name in its certificate
     * @throws Misconfigured when this Java has no keytool
     */
    public static RunAuthority make(Path folder, String name) {
        try {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            RunAuthority authority =
                    new RunAuthority(PrivateFiles.folder(folder), HexFormat.of().formatHex(random));
            authority.pair(
                    OWN, "CN=" + name, List.of("-validity", "30", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign"));
            write(authority.certificate(), authority.certificateOf(OWN));
            return authority;
        } catch (IOException e) {
            throw new UncheckedIOException("no certificates can be made in " + folder + ": " + e, e);
        }
    }

    /** Its own certificate, which whoever connects to the servers trusts. */
    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    /** A certificate for a server on this machine, valid for 30 days. */
    public ServerCertificate forThisMachine(String name) {
        return sign(name, "dns:localhost,ip:127.0.0.1", "-validity", "30");
    }

    /**
     * A certificate for a server.
     *
     * @param name of its files, and its common name
     * @param hosts as keytool takes them: {@code dns:localhost,ip:127.0.0.1}
     * @param times options of keytool: {@code -startdate}, {@code -validity}
     */
    ServerCertificate sign(String name, String hosts, String... times) {
        List<String> options = new ArrayList<>(List.of("-signer", OWN, "-ext", "san=" + hosts));
        options.addAll(List.of(times));
        try {
            pair(name, "CN=" + name, options);
            Path certificate = folder.resolve(name + ".pem");
            write(certificate, certificateOf(name));
            Path key = folder.resolve(name + ".key");
            write(
                    key,
                    pem(
                            "PRIVATE KEY",
                            keys().getKey(name, password.toCharArray()).getEncoded()));
            return new ServerCertificate(certificate(), certificate, key);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificate of " + name + " cannot be made in " + folder, e);
        }
    }

    private void pair(String alias, String subject, List<String> options) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!Files.isExecutable(keytool)) {
            throw new Misconfigured("certificates for the run are made with the program keytool, and " + keytool
                    + " is not there; use a Java that has it");
        }
        List<String> command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair", "-alias", alias));
        command.addAll(List.of("-dname", subject, "-keyalg", "RSA", "-keysize", "2048", "-sigalg", "SHA256withRSA"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass:env", PASSWORD_VARIABLE));
        command.addAll(options);
        ProcessBuilder builder = ChildProcess.of(command).redirectErrorStream(true);
        builder.environment().put(PASSWORD_VARIABLE, password);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool cannot make the certificate of " + alias + ": " + said);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while certificates were made", e);
        }
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        return keys;
    }

    private String certificateOf(String alias) throws IOException {
        try {
            return pem("CERTIFICATE", keys().getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the certificate of " + alias + " cannot be read from " + store, e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(content) + "\n-----END " + kind + "-----\n";
    }

    private static void write(Path file, String pem) throws IOException {
        PrivateFiles.write(file, pem);
    }
}
