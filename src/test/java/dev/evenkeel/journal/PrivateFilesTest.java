package dev.evenkeel.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_and_those_above_it_are_for_their_owner_alone() throws IOException {
        PrivateFiles.folder(folder.resolve("a/b/c"));

        for (String made : new String[] {"a", "a/b", "a/b/c"}) {
            assertThat(mode(folder.resolve(made))).as(made).isEqualTo("rwx------");
        }
        assertThat(mode(PrivateFiles.newFolder(folder.resolve("d"), "x-"))).isEqualTo("rwx------");
        Path temporary = PrivateFiles.temporaryFolder("evenkeel-test-");
        assertThat(mode(temporary)).isEqualTo("rwx------");
        Files.delete(temporary);
    }

    @Test
    void a_folder_that_is_there_stays_as_it_is() throws IOException {
        chmod(folder, "rwxr-x---");

        assertThat(PrivateFiles.folder(folder)).isEqualTo(folder);

        assertThat(mode(folder)).isEqualTo("rwxr-x---");
    }

    @Test
    void every_file_is_for_its_owner_alone() throws IOException {
        PrivateFiles.create(folder.resolve("created"));
        PrivateFiles.write(folder.resolve("bytes"), new byte[] {1, 2});
        PrivateFiles.write(folder.resolve("text"), "ä");
        PrivateFiles.writer(folder.resolve("lines")).close();
        PrivateFiles.copy(folder.resolve("text"), folder.resolve("copied"));
        PrivateFiles.shared(folder.resolve("shared")).close();
        PrivateFiles.words(folder.resolve("words"));

        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(7).allSatisfy(file -> assertThat(mode(file))
                    .isEqualTo("rw-------"));
        }
        assertThat(folder.resolve("copied")).hasContent("ä");
    }

    @Test
    void what_others_may_read_or_hold_open_is_replaced_and_not_written_on() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "before");
        chmod(file, "rw-rw-rw-");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "elsewhere");
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        try (RandomAccessFile held = new RandomAccessFile(file.toFile(), "r")) {
            PrivateFiles.write(file, "after");
            PrivateFiles.write(link, "after");

            assertThat(held.readLine()).isEqualTo("before");
        }
        assertThat(file).hasContent("after");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(elsewhere).hasContent("elsewhere");
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }

    @Test
    void a_file_that_must_be_new_is_not_made_over_another() throws IOException {
        PrivateFiles.create(folder.resolve("file"));

        assertThatThrownBy(() -> PrivateFiles.create(folder.resolve("file")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> PrivateFiles.folder(folder.resolve("file")))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void an_interrupted_thread_still_writes() throws IOException {
        try (OutputStream out = PrivateFiles.replace(folder.resolve("file"))) {
            Thread.currentThread().interrupt();
            out.write(7);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("file")).hasSize(1);
    }

    @Test
    void a_shared_file_is_the_same_for_the_next_one() throws IOException {
        PrivateFiles.write(folder.resolve("lock"), "kept");

        try (FileChannel channel = PrivateFiles.shared(folder.resolve("lock"))) {
            assertThat(channel.size()).isEqualTo(4);
        }
    }

    @Test
    void a_folder_that_everybody_may_write_in_is_refused() throws IOException {
        chmod(folder, "rwxrwxrwx");
        String found =
                folder + " is writable by every account of this machine, which could exchange what is made there;"
                        + " chmod o-w it, or make a folder of your own in it and give that";

        assertThat(PrivateFiles.obstacle(folder)).contains(found);
        assertThatThrownBy(() -> PrivateFiles.folder(folder.resolve("run")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(found);
        assertThatThrownBy(() -> PrivateFiles.newFolder(folder, "run")).hasMessageContaining(found);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_temporary_folder_in_which_nobody_exchanges_what_is_anothers_is_not() throws IOException {
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThat(PrivateFiles.obstacle(folder)).isEmpty();
        assertThat(mode(PrivateFiles.folder(folder.resolve("run")))).isEqualTo("rwx------");
    }

    @Test
    void a_file_system_without_permissions_is_refused() throws IOException {
        URI archive = URI.create("jar:" + folder.resolve("archive.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Path root = zip.getPath("/");
            String found = "the file system of / keeps no permissions, so that others could read what is written there;"
                    + " choose a folder on another one";

            assertThat(PrivateFiles.obstacle(root)).contains(found);
            assertThatThrownBy(() -> PrivateFiles.folder(root.resolve("run"))).hasMessageContaining(found);
            assertThatThrownBy(() -> PrivateFiles.write(root.resolve("file"), "text"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("keeps no permissions");
        }
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
