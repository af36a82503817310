package dev.evenkeel.cli;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The classes of the tests and of evenkeel, for a process of its own; whoever runs the tests may have loaded them otherwise than by -cp. */
final class ClassPath {
    private ClassPath() {}

    static String ofTests() {
        ClassLoader loader = ClassPath.class.getClassLoader();
        String given = System.getProperty("java.class.path");
        return loader instanceof URLClassLoader urls && loader != ClassLoader.getSystemClassLoader()
                ? Arrays.stream(urls.getURLs())
                        .map(URL::toString)
                        .map(URI::create)
                        .map(Path::of)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator))
                : given;
    }
}
