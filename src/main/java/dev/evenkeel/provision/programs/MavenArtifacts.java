package dev.evenkeel.provision.programs;

import dev.evenkeel.environment.Misconfigured;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.building.DefaultModelProcessor;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.locator.DefaultModelLocator;
import org.apache.maven.model.superpom.DefaultSuperPomProvider;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/**
 * Fetches files from Maven repositories as Maven itself would: from the local repository when they are there, else from
 * the repositories, mirrors and proxies of the user's settings. A file that does not match its repository's checksum is
 * refused.
 */
public final class MavenArtifacts {
    private MavenArtifacts() {}

    /**
     * The artifact's file in the local repository, fetched when missing.
     *
     * @throws Misconfigured when it is neither cached nor available
     */
    public static Path fetch(String group, String artifact, String extension, String version) {
        Artifact wanted = new DefaultArtifact(group, artifact, extension, version);
        Settings settings = settings();
        try (RepositorySystem system = new RepositorySystemSupplier().get();
                CloseableSession session = session(system, settings)) {
            ArtifactRequest request =
                    new ArtifactRequest(wanted, system.newResolutionRepositories(session, List.of(central())), null);
            return system.resolveArtifact(session, request).getArtifact().getPath();
        } catch (ArtifactResolutionException e) {
            throw new Misconfigured(wanted + " is neither in the local Maven repository nor available: "
                    + e.getMessage() + ". Connect this machine to a Maven repository once (settings.xml is honoured),"
                    + " or choose another version or an installed server (home:) in the profile.");
        }
    }

    private static CloseableSession session(RepositorySystem system, Settings settings) {
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        settings.getMirrors()
                .forEach(mirror -> mirrors.add(
                        mirror.getId(),
                        mirror.getUrl(),
                        mirror.getLayout(),
                        false,
                        mirror.isBlocked(),
                        mirror.getMirrorOf(),
                        mirror.getMirrorOfLayouts()));
        DefaultProxySelector proxies = new DefaultProxySelector();
        settings.getProxies().stream()
                .filter(org.apache.maven.settings.Proxy::isActive)
                .forEach(proxy -> proxies.add(
                        new Proxy(proxy.getProtocol(), proxy.getHost(), proxy.getPort()), proxy.getNonProxyHosts()));
        return new SessionBuilderSupplier(system)
                .get()
                .withLocalRepositoryBaseDirectories(localRepository(settings))
                .setMirrorSelector(mirrors)
                .setProxySelector(proxies)
                .setOffline(settings.isOffline())
                .setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL)
                .setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(true, true))
                .build();
    }

    private static Path localRepository(Settings settings) {
        String property = System.getProperty("maven.repo.local", settings.getLocalRepository());
        return property == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(property);
    }

    private static Settings settings() {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest()
                .setUserSettingsFile(Path.of(System.getProperty("user.home"), ".m2", "settings.xml")
                        .toFile())
                .setSystemProperties(System.getProperties());
        try {
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings();
        } catch (SettingsBuildingException e) {
            throw new Misconfigured("Maven's settings.xml cannot be read: " + e.getMessage());
        }
    }

    /** The repository that every Maven build begins with, as Maven's own super POM names it. */
    private static RemoteRepository central() {
        DefaultModelProcessor processor = new DefaultModelProcessor()
                .setModelLocator(new DefaultModelLocator())
                .setModelReader(new DefaultModelReader());
        var repository = new DefaultSuperPomProvider()
                .setModelProcessor(processor)
                .getSuperModel("4.0.0")
                .getRepositories()
                .get(0);
        return new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build();
    }
}
