package dev.evenkeel.runbook.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.runbook.glue.NotShown;
import org.junit.jupiter.api.Test;

/** A target that cannot encrypt; one that does is in the tests with containers, which have a key management plugin. */
class EncryptionStepsTest extends UndoScene {
    @Test
    void a_server_without_a_key_management_plugin_shows_no_encryption() {
        PreflightSteps preflight = new PreflightSteps(steps.run(), steps.sites(), steps.moved());

        assertThatThrownBy(preflight::the_target_is_encrypted)
                .isInstanceOf(NotShown.class)
                .hasMessage("the server has no key management plugin");
        assertThatThrownBy(preflight::the_copy_is_encrypted)
                .isInstanceOf(NotShown.class)
                .hasMessage("the server has no key management plugin");
        assertThat(JournalReader.read(folder)).noneMatch(entry -> entry.kind().equals("DEVIATION"));
    }
}
