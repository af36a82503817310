package dev.evenkeel.approval;

import dev.evenkeel.environment.GatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges the answers to a request by a policy. Depends on nothing but what it is given; what it cannot tell is no. */
final class Judgement {
    /** How far the clocks of two machines may be apart. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final GatePolicy policy;
    private final Optional<AllowedSigners> signers;
    private final GateRequest request;
    private final Circumstances now;
    private final List<GateState.Refused> refused = new ArrayList<>();
    private final List<Voice> voices = new ArrayList<>();

    /** An answer that counts. */
    private record Voice(Set<String> names, SshKey key, Answer answer) {
        String by() {
            return String.join(" or ", new TreeSet<>(names)) + " (" + key + ")";
        }

        boolean mayBeSame(Voice other) {
            return key.equals(other.key) || names.stream().anyMatch(other.names::contains);
        }

        String words() {
            return Stream.of(answer.ticket(), answer.reason())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(": "));
        }
    }

    private Judgement(GatePolicy policy, Optional<AllowedSigners> signers, GateRequest request, Circumstances now) {
        this.policy = policy;
        this.signers = signers;
        this.request = request;
        this.now = now;
    }

    static GateState of(
            GatePolicy policy,
            Optional<AllowedSigners> signers,
            GateRequest request,
            List<GivenAnswer> answers,
            Circumstances now) {
        Judgement judgement = new Judgement(policy, signers, request, now);
        answers.forEach(judgement::hear);
        return judgement.state();
    }

    private void hear(GivenAnswer given) {
        try {
            Answer answer = given.answer().orElseThrow(() -> new SshData.Malformed(given.problem()));
            aboutThis(answer);
            voices.add(voice(answer));
        } catch (SshData.Malformed e) {
            refused.add(new GateState.Refused(given.file(), e.getMessage()));
        }
    }

    private void aboutThis(Answer answer) {
        same("run", answer.run(), request.run());
        same("gate", answer.gate(), request.gate());
        same("plan", answer.plan(), request.plan());
        same("attempt", Long.toString(answer.attempt()), Long.toString(request.attempt()));
        same("evidence", answer.evidence(), request.evidence());
    }

    private static void same(String what, String answered, String asked) {
        if (!answered.equals(asked)) {
            throw new SshData.Malformed("it is about another " + what + ", " + shortened(answered) + "; asked is about "
                    + shortened(asked));
        }
    }

    private static String shortened(String value) {
        return value.length() == 64 ? value.substring(0, 12) : value;
    }

    private Voice voice(Answer answer) {
        SshSignature signature = SshSignature.parse(answer.signature());
        if (!signature.namespace().equals(Answer.NAMESPACE)) {
            throw new SshData.Malformed("its signature is not for " + Answer.NAMESPACE);
        }
        if (!signature.signs(answer.text())) {
            throw new SshData.Malformed("its signature by " + signature.key() + " does not fit what it says");
        }
        AllowedSigners known = signers.orElseThrow(() -> new SshData.Malformed("the profile names no signers"));
        AllowedSigners.Identity identity = known.of(signature.key(), Answer.NAMESPACE, policy.of(), now.now());
        if (!(identity instanceof AllowedSigners.Known person)) {
            throw new SshData.Malformed(((AllowedSigners.Nobody) identity).reason());
        }
        Voice voice = new Voice(person.names(), signature.key(), answer);
        if (answer.answer() == Answer.Word.APPROVE) {
            mayApprove(voice);
        }
        return voice;
    }

    private void mayApprove(Voice voice) {
        Answer answer = voice.answer();
        if (policy.notTheStarter() && now.starter().names().isEmpty()) {
            throw new SshData.Malformed("it is not known who started the run, who cannot approve");
        }
        if (policy.notTheStarter() && now.starter().is(voice.names(), voice.key())) {
            throw new SshData.Malformed(voice.by() + " started the run, and cannot approve it");
        }
        if (policy.ticket().filter(needed -> !answer.ticket().matches(needed)).isPresent()) {
            throw new SshData.Malformed("its ticket '" + answer.ticket() + "' does not match "
                    + policy.ticket().get());
        }
        if (answer.at().isAfter(now.now().plus(CLOCKS))) {
            throw new SshData.Malformed(
                    "it is from " + answer.at() + ", and it is " + now.now() + " here; set the clocks right");
        }
        Instant last = answer.at().plus(policy.expires());
        Instant end = answer.expires().isBefore(last) ? answer.expires() : last;
        if (!now.now().isBefore(end)) {
            throw new SshData.Malformed("it expired at " + end);
        }
    }

    private GateState state() {
        for (Voice voice : voices) {
            if (voice.answer().answer() == Answer.Word.REJECT) {
                return new GateState.Rejected(voice.by(), voice.words(), refused);
            }
        }
        Optional<CommandAnswer> command = now.command();
        if (command.filter(one -> one.kind() == CommandAnswer.Kind.NO).isPresent()) {
            return new GateState.Rejected(
                    "the command " + command.get().program(), command.get().said(), refused);
        }
        List<Voice> people = people();
        List<String> needed = new ArrayList<>();
        if (policy.atTerminal()) {
            needed.add("a person at the terminal of the run; the profile names no signers");
        } else if (people.size() < policy.approve()) {
            needed.add(missing(people.size()));
        }
        proof().ifPresent(needed::add);
        boolean forCommand = needed.isEmpty() && !policy.command().isEmpty();
        if (!policy.command().isEmpty()
                && command.filter(one -> one.kind() == CommandAnswer.Kind.YES).isEmpty()) {
            needed.add("a yes of the command " + policy.command().get(0)
                    + command.map(one -> "; " + one.said()).orElse(""));
        }
        List<String> by = people.stream().map(Voice::by).toList();
        if (!needed.isEmpty()) {
            return new GateState.Waiting(by, needed, forCommand, refused);
        }
        return new GateState.Approved(
                Stream.concat(by.stream(), command.stream().map(one -> "the command " + one.program()))
                        .toList(),
                Stream.concat(
                                people.stream().map(Voice::words),
                                command.stream().map(CommandAnswer::said))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; ")),
                refused);
    }

    /** One answer for each: whoever shares a name or a key with another may be the same. */
    private List<Voice> people() {
        List<Voice> people = new ArrayList<>();
        Set<Voice> left = new java.util.LinkedHashSet<>(voices);
        while (!left.isEmpty()) {
            Voice first = left.iterator().next();
            people.add(first);
            Set<Voice> same = new HashSet<>(Set.of(first));
            boolean grows = true;
            while (grows) {
                grows = same.addAll(left.stream()
                        .filter(voice -> same.stream().anyMatch(voice::mayBeSame))
                        .toList());
            }
            left.removeAll(same);
        }
        people.sort(Comparator.comparing(Voice::by));
        return people;
    }

    private String missing(int given) {
        int more = policy.approve() - given;
        return more
                + (given > 0 ? " more" : "")
                + (more == 1 ? " approval" : " approvals by different people")
                + (policy.of().isEmpty() ? "" : " of " + String.join(", ", policy.of()))
                + signers.filter(known -> !known.problems().isEmpty())
                        .map(known -> " (" + String.join("; ", known.problems()) + ")")
                        .orElse("");
    }

    private Optional<String> proof() {
        if (policy.proofYoungerThan().isEmpty()) {
            return Optional.empty();
        }
        Duration most = policy.proofYoungerThan().get();
        if (now.proof().isEmpty()) {
            return Optional.of("a complete proof younger than " + words(most) + "; there is none");
        }
        Duration age = Duration.between(now.proof().get(), now.now());
        return age.compareTo(most) < 0
                ? Optional.empty()
                : Optional.of("a proof younger than " + words(most) + "; the last one is " + words(age) + " old");
    }

    private static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
