package dev.evenkeel.cli.options;

import dev.evenkeel.approval.Answer;
import dev.evenkeel.approval.GateRequest;
import dev.evenkeel.approval.SshSigner;
import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.event.EventCodec;
import dev.evenkeel.event.ExitCode;
import dev.evenkeel.event.RunEvent;
import dev.evenkeel.journal.JournalReader;
import dev.evenkeel.screen.Output;
import java.io.Console;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A person's answer at a gate: what is asked is shown, the person says that it was seen, their key signs. */
public final class AnswerOptions {
    private static final int LEAST_DIGITS = 12;
    private static final Set<ExitCode> GO_ON = Set.of(ExitCode.SUSPENDED, ExitCode.INTERRUPTED);

    @Mixin
    private RunArgument run = new RunArgument();

    @Mixin
    private ScreenOptions screenOptions = new ScreenOptions();

    @Option(names = "--gate", paramLabel = "ID", required = true, description = "The gate, as the runbook names it.")
    private String gate;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Your SSH key; its .pub file where an agent holds it. Default: the first of the usual names in"
                            + " ~/.ssh.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--evidence",
            paramLabel = "DIGEST",
            description = "The digest of the evidence that you were shown, at least its first " + LEAST_DIGITS
                    + " digits. Needed where there is no terminal to show it at.")
    private Optional<String> evidence = Optional.empty();

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description =
                    "What is asked, as a file of the run's folder gates that was handed to you, where you cannot read"
                            + " that folder. Needs --out.")
    private Optional<Path> request = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the answer there, for whoever can put it into the run's folder approvals.")
    private Optional<Path> out = Optional.empty();

    /** @return the exit code */
    public int answer(Answer.Word word, String ticket, String reason) {
        if (request.isPresent() && out.isEmpty()) {
            throw new Misconfigured("--request needs --out, the file that the answer is written to");
        }
        Optional<Path> folder = request.isPresent() ? Optional.empty() : Optional.of(run.folder());
        folder.ifPresent(AnswerOptions::refuseEnded);
        GateRequest asked = folder.map(there -> GateRequest.latest(there, gate))
                .orElseGet(() -> GateRequest.handedOn(request.orElseThrow()));
        if (!asked.gate().equals(gate)) {
            throw new Misconfigured("the file asks at the gate " + asked.gate() + ", not at " + gate);
        }
        SshSigner signer = SshSigner.with(key, Path.of(System.getProperty("user.home")), System.getenv(), Output::note);
        if (!screenOptions.quiet() && !screenOptions.json()) {
            shown(asked, word).forEach(Output::note);
        }
        seen(asked, word);
        Answer answer = signer.sign(
                asked.answered(word, ticket, reason, Clock.systemUTC().instant()));
        Path file = out.map(answer::writeTo).orElseGet(() -> answer.write(folder.orElseThrow()));
        tell(asked, answer, file);
        return ExitCode.DONE.number();
    }

    private static void refuseEnded(Path folder) {
        List<RunEvent.Ended> last = new ArrayList<>();
        JournalReader.read(folder, entry -> {
            if (EventCodec.read(entry) instanceof RunEvent.Ended ended) {
                last.add(ended);
            } else {
                last.clear();
            }
        });
        last.stream()
                .flatMap(ended -> ended.outcome().stream())
                .filter(outcome -> !GO_ON.contains(outcome))
                .findFirst()
                .ifPresent(outcome -> {
                    throw new Misconfigured("the run in " + folder + " has ended (" + outcome.meaning()
                            + "); there is nothing to answer any more");
                });
    }

    private static List<String> shown(GateRequest asked, Answer.Word word) {
        List<String> lines = new ArrayList<>();
        lines.add("gate " + asked.gate() + " of run " + asked.run() + ", attempt " + asked.attempt() + ", asked at "
                + asked.opened());
        asked.shown().forEach(line -> lines.add("  " + padded(line.what()) + line.value()));
        lines.add("  " + padded("yes") + asked.yes());
        lines.add("  " + padded("no") + asked.no());
        lines.add("  " + padded("plan") + asked.plan());
        lines.add("  " + padded("evidence") + asked.evidence());
        lines.add("you are about to " + (word == Answer.Word.APPROVE ? "approve" : "reject"));
        return lines;
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, 12 - name.length()));
    }

    /** Nobody signs what they were not shown. */
    private void seen(GateRequest asked, Answer.Word word) {
        if (evidence.isPresent()) {
            String given = evidence.get();
            if (given.length() < LEAST_DIGITS || !asked.evidence().startsWith(given)) {
                throw new Misconfigured("--evidence is '" + given + "'; the run shows " + asked.evidence()
                        + ". Look at what it shows now, and give at least the first " + LEAST_DIGITS
                        + " digits of that");
            }
            return;
        }
        Console console = System.console();
        if (console == null || screenOptions.json()) {
            throw new Misconfigured("there is no terminal to show the evidence at; give --evidence with the first "
                    + LEAST_DIGITS + " digits of the digest that you were shown");
        }
        if (screenOptions.quiet()) {
            shown(asked, word).forEach(Output::note);
        }
        Output.note("type the target's name, " + asked.target() + ", to "
                + (word == Answer.Word.APPROVE ? "approve" : "reject") + ":");
        String typed = Optional.ofNullable(console.readLine()).orElse("").strip();
        if (!typed.equals(asked.target())) {
            throw new Misconfigured(
                    "typed was '" + typed + "', needed is " + asked.target() + "; nothing was answered");
        }
    }

    private void tell(GateRequest asked, Answer answer, Path file) {
        String next = out.isPresent()
                ? "put " + file + " into the folder approvals of run " + asked.run()
                : "evenkeel status " + asked.run();
        if (screenOptions.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", asked.run());
            json.put("gate", asked.gate());
            json.put("attempt", asked.attempt());
            json.put("answer", answer.answer().word());
            json.put("evidence", answer.evidence());
            json.put("at", answer.at().toString());
            json.put("expires", answer.expires().toString());
            json.put("file", file.toString());
            json.put("next", next);
            Output.json(json);
            return;
        }
        boolean approved = answer.answer() == Answer.Word.APPROVE;
        if (!screenOptions.quiet()) {
            Output.line((approved ? "approved" : "rejected") + ": gate " + asked.gate() + " of run " + asked.run()
                    + (approved ? ", good until " + answer.expires() : ""));
            Output.line("answer      " + file);
        }
        Output.line("next: " + next);
    }
}
