package dev.evenkeel.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.event.GateEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers that do not count, and what is said of them. */
class RefusedAnswersTest extends AskedGate {
    @Test
    void whoever_started_the_run_cannot_approve_by_name_or_by_key() throws IOException {
        answers("dave", Answer.Word.APPROVE, request);
        assertThat(refusals(look(policy(1))))
                .matches("dave@example.com \\(.*\\) started the run, and cannot approve it");
        Path home = Files.createDirectories(folder.resolve("home/.ssh"));
        Files.copy(folder.resolve("carol.pub"), home.resolve("id_ed25519.pub"));
        Starter carol = Starter.at(home.getParent(), Set.of("ci"));
        answers("carol", Answer.Word.APPROVE, request);
        Gatekeeper keeper = new Gatekeeper(policy(1), journal, carol, clock, ZoneOffset.UTC);
        assertThat(keeper.look(request, Optional.of(now))).isInstanceOfSatisfying(GateState.Approved.class, state -> {
            assertThat(state.by()).singleElement().asString().startsWith("dave@");
            assertThat(refusals(state)).contains("carol@example.com", "started the run");
        });
        Gatekeeper unknown =
                new Gatekeeper(policy(1), journal, new Starter(Set.of(""), Set.of()), clock, ZoneOffset.UTC);
        assertThat(refusals(unknown.look(request, Optional.of(now))))
                .contains("it is not known who started the run, who cannot approve");
    }

    @Test
    void an_answer_about_something_else_does_nothing() throws IOException {
        answers("alice", Answer.Word.APPROVE, request(2, "Same; 25 tables, 23,085 rows"));
        answers("bob", Answer.Word.REJECT, request(1, "Same; 25 tables, 23,086 rows"));
        Answer told = request.answered(Answer.Word.APPROVE, "CHG-1", "", now);
        people.get("carol")
                .sign(new Answer(
                        "r-1",
                        "cd".repeat(32),
                        "cutover",
                        1,
                        told.evidence(),
                        told.answer(),
                        "CHG-1",
                        "",
                        now,
                        told.expires(),
                        ""))
                .write(run);
        people.get("carol")
                .sign(new Answer(
                        "r-2",
                        PLAN,
                        "cutover",
                        1,
                        told.evidence(),
                        told.answer(),
                        "CHG-1",
                        "",
                        now,
                        told.expires(),
                        ""))
                .write(run);
        people.get("carol")
                .sign(new Answer(
                        "r-1", PLAN, "begin", 1, told.evidence(), told.answer(), "CHG-1", "", now, told.expires(), ""))
                .write(run);
        GateState state = look(policy(1));

        assertThat(state).isInstanceOf(GateState.Waiting.class);
        assertThat(state.refused())
                .extracting(GateState.Refused::why)
                .containsExactlyInAnyOrder(
                        "it is about another attempt, 2; asked is about 1",
                        "it is about another evidence, "
                                + request(1, "Same; 25 tables, 23,086 rows")
                                        .evidence()
                                        .substring(0, 12)
                                + "; asked is about " + request.evidence().substring(0, 12),
                        "it is about another plan, cdcdcdcdcdcd; asked is about abababababab",
                        "it is about another run, r-2; asked is about r-1",
                        "it is about another gate, begin; asked is about cutover");
        assertThat(events(GateEvent.Answered.class))
                .hasSize(5)
                .allMatch(answer -> answer.state() == GateEvent.AnswerState.REFUSED);
    }

    @Test
    void strangers_and_altered_answers_are_refused_and_recorded_once() throws IOException {
        Path key = keygen.key("eve", "-t", "ed25519");
        people.put("eve", SshSigner.with(Optional.of(key), folder, Map.of(), line -> {}));
        answers("eve", Answer.Word.APPROVE, request);
        Path given = answers("alice", Answer.Word.APPROVE, request);
        Files.writeString(given, Files.readString(given).replace("CHG-17", "CHG-18"));
        Files.writeString(run.resolve("approvals/torn.json"), "{\"form\": 1");
        Files.writeString(
                run.resolve("approvals/more.json"),
                Files.readString(given).replace("\"form\" : 1,", "\"form\" : 1, \"force\" : true,"));
        Files.createSymbolicLink(run.resolve("approvals/link.json"), given);
        Gatekeeper keeper = keeper(policy(1));
        keeper.look(request, Optional.of(now));
        GateState state = keeper.look(request, Optional.of(now));

        assertThat(state).isInstanceOf(GateState.Waiting.class);
        assertThat(refusals(state))
                .contains("is not listed in " + signers)
                .contains("does not fit what it says")
                .contains("it is not a JSON object with the fields of its kind")
                .contains("is a symbolic link");
        assertThat(events(GateEvent.Answered.class)).hasSize(5);
    }

    @Test
    void a_ticket_that_does_not_match_is_refused() {
        people.get("alice")
                .sign(request.answered(Answer.Word.APPROVE, "CHG-17 or so", "", now))
                .write(run);

        assertThat(refusals(look(policy(1)))).isEqualTo("its ticket 'CHG-17 or so' does not match CHG-[0-9]+");
    }

    @Test
    void approvals_expire_and_those_from_the_future_do_not_count() {
        answers("alice", Answer.Word.APPROVE, request);
        now = now.plus(Duration.ofHours(2)).minusSeconds(1);
        assertThat(look(policy(1))).isInstanceOf(GateState.Approved.class);
        now = now.plusSeconds(1);
        assertThat(refusals(look(policy(1)))).isEqualTo("it expired at 2026-11-30T14:00:00Z");
        now = now.minus(Duration.ofHours(2)).minus(Duration.ofMinutes(6));
        assertThat(refusals(look(policy(1)))).startsWith("it is from 2026-11-30T12:00:00Z, and it is");
    }

    @Test
    void a_signers_file_that_is_gone_admits_nobody() throws IOException {
        answers("alice", Answer.Word.APPROVE, request);
        Files.delete(signers);

        assertThat(look(policy(1))).isInstanceOfSatisfying(GateState.Waiting.class, state -> assertThat(state.needed())
                .containsExactly("1 approval (the signers file " + signers
                        + " is not there; give the path of an allowed_signers file)"));
    }
}
