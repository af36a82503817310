package dev.evenkeel.run.own;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.PlanEvent;
import dev.evenkeel.event.PlanEvent.Jar;
import dev.evenkeel.journal.PrivateFiles;
import dev.evenkeel.runbook.vocabulary.StepCatalog;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The jars that steps come from beside evenkeel's own. Each is copied once, and its digest and its classes are of that copy: what
 * is exchanged afterwards counts for the next command.
 */
public final class StepJars {
    private static final String OWN = "dev.evenkeel.runbook.steps";
    private static final String HOUSE = "dev.evenkeel";

    private final List<Jar> jars;
    private final StepCatalog catalog;

    private StepJars(List<Jar> jars, StepCatalog catalog) {
        this.jars = List.copyOf(jars);
        this.catalog = catalog;
    }

    /** For the journal: by what a later reader recognises the same steps. */
    public PlanEvent.Steps event() {
        return new PlanEvent.Steps(sha256(), jars);
    }

    /** Of what every step says of itself, of the program that executes them, and of the jars. */
    public String sha256() {
        StringBuilder text = new StringBuilder();
        catalog.steps().forEach(step -> text.append(step).append('\n'));
        text.append(program());
        jars.forEach(jar -> text.append('\n').append(jar.sha256()));
        return sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where the classes are in a folder, as in development: nobody plans a production run with that. */
    private static String program() {
        try {
            Path code = Path.of(StepJars.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(code) ? sha256(Files.readAllBytes(code)) : "";
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException("the program's own file cannot be read: " + e, e);
        }
    }

    /**
     * @param files none for evenkeel's own steps alone
     * @throws Misconfigured with everything that is wrong with them
     */
    public static StepJars of(List<Path> files) {
        ClassLoader own = StepJars.class.getClassLoader();
        if (files.isEmpty()) {
            return new StepJars(List.of(), StepCatalog.of(own, OWN));
        }
        List<String> problems = new ArrayList<>();
        List<Jar> jars = new ArrayList<>();
        List<URL> urls = new ArrayList<>();
        Set<String> packages = new TreeSet<>();
        for (Path file : files) {
            try {
                byte[] content = Files.readAllBytes(file);
                Path copy = copied(content);
                packages.addAll(packages(file, copy, problems));
                urls.add(url(copy));
                jars.add(new Jar(file.toString(), sha256(content)));
            } catch (IOException e) {
                problems.add("the jar of steps " + file + " cannot be read ("
                        + e.getClass().getSimpleName() + "); give a .jar file by --glue");
            }
        }
        if (!problems.isEmpty()) {
            throw new Misconfigured(problems);
        }
        packages.add(OWN);
        // Not closed: steps load their classes from it as long as the process lives.
        URLClassLoader loader = new URLClassLoader("steps", urls.toArray(URL[]::new), own);
        try {
            return new StepJars(jars, StepCatalog.of(loader, packages.toArray(String[]::new)));
        } catch (RuntimeException | LinkageError e) {
            throw new Misconfigured("the steps of " + files + " cannot be loaded: " + e
                    + "; the jar must hold every class that they need beside evenkeel's");
        }
    }

    public List<Jar> jars() {
        return jars;
    }

    public StepCatalog catalog() {
        return catalog;
    }

    private static Path copied(byte[] content) throws IOException {
        Path folder = PrivateFiles.temporaryFolder("evenkeel-steps-");
        Path copy = PrivateFiles.write(folder.resolve("steps.jar"), content);
        folder.toFile().deleteOnExit();
        copy.toFile().deleteOnExit();
        return copy;
    }

    private static Set<String> packages(Path file, Path copy, List<String> problems) throws IOException {
        Set<String> packages = new TreeSet<>();
        Set<String> folders = new TreeSet<>();
        try (JarFile jar = new JarFile(copy.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                int end = name.lastIndexOf('/');
                if (name.endsWith("/")) {
                    folders.add(name.substring(0, end).replace('/', '.'));
                } else if (name.endsWith(".class") && end > 0 && !name.startsWith("META-INF/")) {
                    packages.add(name.substring(0, end).replace('/', '.'));
                }
            }
        }
        if (packages.isEmpty()) {
            problems.add(file + " holds no class in a package; steps are public classes in a package of your own");
        }
        for (String one : packages) {
            if (one.equals(HOUSE) || one.startsWith(HOUSE + ".")) {
                problems.add(file + " holds classes of the package " + one
                        + ", which is evenkeel's; put your steps into a package of your own");
            } else if (!folders.contains(one)) {
                problems.add(file + " has no entry for the folder of the package " + one
                        + ", so its classes cannot be listed; make it with: jar --create");
            }
        }
        return packages;
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file has an address", e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
