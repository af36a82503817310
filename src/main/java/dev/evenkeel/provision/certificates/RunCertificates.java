package dev.evenkeel.provision.certificates;

import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.mariadb.tls.Tls;
import dev.evenkeel.provision.programs.LocalFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The certificates of the servers of one run on this machine, in a folder that ends with it. */
public final class RunCertificates implements AutoCloseable {
    private final Path folder;
    private final RunAuthority authority;

    private RunCertificates(Path folder, RunAuthority authority) {
        this.folder = folder;
        this.authority = authority;
    }

    /** @param parent in which they have a folder of their own */
    public static RunCertificates make(Path parent) {
        try {
            Path folder = PrivateFiles.newFolder(parent, "certificates-").toAbsolutePath();
            // It would be left where the run ends by force.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> LocalFiles.deleteTree(folder), "end of certificates"));
            return new RunCertificates(folder, RunAuthority.make(folder, "evenkeel for one run"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for certificates in " + parent + ": " + e, e);
        }
    }

    public ServerCertificate of(String server) {
        return authority.forThisMachine(server);
    }

    /** How whoever connects to one of the servers is protected. */
    public Tls tls() {
        return Tls.verified(authority.certificate());
    }

    @Override
    public void close() {
        LocalFiles.deleteTree(folder);
    }
}
