package dev.evenkeel.approval;

import dev.evenkeel.environment.Misconfigured;
import dev.evenkeel.journal.AskedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Has a person's own key sign an answer, by {@code ssh-keygen -Y sign}: agents and hardware keys work as they do for
 * everything else, and no private key is read here.
 */
public final class SshSigner {
    private static final String NEEDED = "ssh-keygen signs the answer";
    /** In the order in which ssh tries them, those in hardware first. */
    private static final List<String> USUAL =
            List.of("id_ed25519_sk", "id_ecdsa_sk", "id_ed25519", "id_ecdsa", "id_rsa");
    /** How ssh-keygen reaches an agent, and a person who types a passphrase or touches a key. */
    private static final List<String> HANDED_ON = List.of(
            "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "SSH_SK_PROVIDER", "DISPLAY", "WAYLAND_DISPLAY");
    /** To find a hardware key and type a passphrase. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String program;
    private final Path key;
    private final Map<String, String> environment;
    private final Consumer<String> say;

    SshSigner(String program, Path key, Map<String, String> environment, Consumer<String> say) {
        this.program = program;
        this.key = key;
        this.environment = Map.copyOf(environment);
        this.say = say;
    }

    /**
     * @param given the file of a private key, or of a public one whose private key an agent holds; without one, the first
     *     of the usual names in {@code ~/.ssh}
     * @param environment this process's
     * @param say receives what the person must do, such as touch a key
     * @throws Misconfigured when there is none
     */
    public static SshSigner with(
            Optional<Path> given, Path home, Map<String, String> environment, Consumer<String> say) {
        Path key = given.or(() -> usual(home))
                .orElseThrow(() -> new Misconfigured("no SSH key was found in " + home.resolve(".ssh") + " ("
                        + String.join(", ", USUAL) + "); give yours by --key, its .pub file where an agent holds it"));
        if (!Files.isReadable(key)) {
            throw new Misconfigured("the key " + key + " is not there or cannot be read; give yours by --key, its .pub"
                    + " file where an agent holds it");
        }
        return new SshSigner("ssh-keygen", key, environment, say);
    }

    private static Optional<Path> usual(Path home) {
        return USUAL.stream()
                .flatMap(name -> Stream.of(name, name + ".pub"))
                .map(name -> home.resolve(".ssh").resolve(name))
                .filter(Files::isReadable)
                .findFirst();
    }

    /**
     * An answer to what is asked, signed.
     *
     * @throws Misconfigured when it cannot be signed, with what ssh-keygen says
     */
    public Answer sign(Answer answer) {
        Map<String, String> variables = new HashMap<>();
        HANDED_ON.forEach(
                name -> Optional.ofNullable(environment.get(name)).ifPresent(value -> variables.put(name, value)));
        AskedProgram.Answer said = new AskedProgram(
                        List.of(program, "-Y", "sign", "-f", key.toString(), "-n", Answer.NAMESPACE), variables)
                .complainingTo(this::tell)
                .ask(answer.text(), PATIENCE);
        if (said.exit().isEmpty()) {
            throw new Misconfigured(
                    NEEDED + ", and " + said.problem() + "; install it (Debian: apt-get install openssh-client)");
        }
        if (!said.yes()) {
            throw new Misconfigured(NEEDED + ", and could not by " + key + ": " + complaint(said.err())
                    + "; check --key, and that its agent or hardware is there");
        }
        Answer signed = answer.signed(said.out());
        check(signed);
        return signed;
    }

    /** What would be refused at the gate is refused here, before anybody waits for it. */
    private void check(Answer signed) {
        try {
            if (!SshSignature.parse(signed.signature()).signs(signed.text())) {
                throw new SshData.Malformed("it does not fit what was signed");
            }
        } catch (SshData.Malformed e) {
            throw new Misconfigured(
                    "the signature that ssh-keygen made by " + key + " is not accepted: " + e.getMessage());
        }
    }

    private void tell(String line) {
        if (!line.isBlank() && !line.startsWith("Signing data on")) {
            say.accept(line.strip());
        }
    }

    private static String complaint(String err) {
        return err.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Signing data on"))
                .reduce((first, second) -> second)
                .orElse("it says nothing");
    }
}
