package dev.evenkeel.approval;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What somebody says to a request: a file of the run's folder, {@code approvals/….json}. All but the signature is what is
 * signed, so that an answer means one thing wherever it is put.
 *
 * @param plan SHA-256 of the plan
 * @param evidence SHA-256 of what was shown
 * @param ticket empty where none was given
 * @param reason empty where none was given
 * @param at when it was given
 * @param expires until when it is good
 * @param signature as ssh-keygen writes it, over {@link #text()} in the namespace {@link #NAMESPACE}
 */
public record Answer(
        String run,
        String plan,
        String gate,
        long attempt,
        String evidence,
        Word answer,
        String ticket,
        String reason,
        Instant at,
        Instant expires,
        String signature) {
    public static final String NAMESPACE = "evenkeel-approval";
    static final String FOLDER = "approvals";

    public Answer {
        Fields.name("run", run);
        Fields.digest("plan", plan);
        Fields.name("gate", gate);
        Fields.attempt(attempt);
        Fields.digest("evidence", evidence);
        Fields.line("ticket", ticket);
        Fields.line("reason", reason);
        at = Fields.seconds(at);
        expires = Fields.seconds(expires);
    }

    /** What was answered. */
    public enum Word {
        APPROVE,
        REJECT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Word of(String text) {
            for (Word word : values()) {
                if (word.word().equals(text)) {
                    return word;
                }
            }
            throw new SshData.Malformed("its answer is neither approve nor reject");
        }
    }

    Answer signed(String with) {
        return new Answer(run, plan, gate, attempt, evidence, answer, ticket, reason, at, expires, with);
    }

    /** What is signed: lines of a name and a value, in this order. No value holds a line end. */
    String text() {
        return "evenkeel approval 1\nrun " + run + "\nplan " + plan + "\ngate " + gate + "\nattempt " + attempt
                + "\nevidence " + evidence + "\nanswer " + answer.word() + "\nticket " + ticket + "\nreason " + reason
                + "\nat " + at + "\nexpires " + expires + "\n";
    }

    /** Writes it into the run's folder; the same answer twice is one file. */
    public Path write(Path folder) {
        String digest = HexFormat.of().formatHex(SshKey.digest("SHA-256", JsonFile.bytes(written())));
        return writeTo(folder.resolve(FOLDER)
                .resolve(gate + "-" + attempt + "-" + answer.word() + "-" + digest.substring(0, 16) + ".json"));
    }

    /** Writes it as a file of its own, to be handed on. */
    public Path writeTo(Path file) {
        return JsonFile.write(file, written());
    }

    private Written written() {
        return new Written(
                Written.FORM,
                run,
                plan,
                gate,
                attempt,
                evidence,
                answer.word(),
                ticket,
                reason,
                at.toString(),
                expires.toString(),
                signature);
    }

    /** @throws SshData.Malformed when it is not an answer */
    static Answer read(Path folder, String name) throws IOException {
        return JsonFile.read(folder, name, Written.class).read();
    }

    /** As it is in the file. */
    private record Written(
            int form,
            String run,
            String plan,
            String gate,
            long attempt,
            String evidence,
            String answer,
            String ticket,
            String reason,
            String at,
            String expires,
            String signature) {
        static final int FORM = 1;

        Answer read() {
            if (form != FORM) {
                throw new SshData.Malformed("its form is " + form + ", this version reads " + FORM);
            }
            return new Answer(
                    run,
                    plan,
                    gate,
                    attempt,
                    evidence,
                    Word.of(answer),
                    ticket,
                    reason,
                    Fields.instant("at", at),
                    Fields.instant("expires", expires),
                    signature);
        }
    }
}
