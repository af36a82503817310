package dev.evenkeel.report.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManifestTest {
    @TempDir
    Path folder;

    @BeforeEach
    void a_run_with_some_files() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "abc");
        Files.createDirectories(folder.resolve("evidence"));
        Files.writeString(folder.resolve("evidence/odd\\name\nof a file"), "x");
        Manifest.write(folder);
    }

    @Test
    void is_what_sha256sum_reads() throws IOException {
        assertThat(Files.readString(folder.resolve("MANIFEST.sha256"))).isEqualTo("""
                        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt
                        \\2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  evidence/odd\\\\name\\nof a file
                        """);
        assertThat(Manifest.verify(folder)).isEmpty();
    }

    @Test
    void finds_what_was_altered_removed_and_added() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "abd");
        Files.delete(folder.resolve("evidence/odd\\name\nof a file"));
        Files.writeString(folder.resolve("b.txt"), "new");

        assertThat(Manifest.verify(folder))
                .containsExactly(
                        "a.txt: altered after the manifest was written",
                        "evidence/odd\\name\nof a file: missing",
                        "b.txt: not in the manifest, it was added later");
    }

    @Test
    void says_when_there_is_none() throws IOException {
        Files.delete(folder.resolve("MANIFEST.sha256"));

        assertThat(Manifest.verify(folder))
                .containsExactly("MANIFEST.sha256: missing, nothing can be checked; write it again with the report");
    }

    @Test
    void does_not_take_another_text_for_a_manifest() throws IOException {
        Files.writeString(folder.resolve("MANIFEST.sha256"), "all is well\n");

        assertThat(Manifest.verify(folder))
                .contains("MANIFEST.sha256: 'all is well' is not a line of a manifest")
                .contains("a.txt: not in the manifest, it was added later");
    }
}
