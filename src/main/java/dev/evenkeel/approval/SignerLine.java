package dev.evenkeel.approval;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a line of an allowed_signers file as ssh-keygen(1) describes it: principals, options, the type of the key, the key,
 * and a comment, apart by blanks.
 */
final class SignerLine {
    private static final Set<String> WITH_VALUE = Set.of("namespaces", "valid-after", "valid-before");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

    private final String text;
    private final ZoneId zone;
    private int at;

    private SignerLine(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
    }

    /**
     * Empty for an empty line and for a comment.
     *
     * @param zone of times that do not end in Z
     * @throws SshData.Malformed when it is neither, and no line of such a file
     */
    static Optional<AllowedSigner> parse(int number, String text, ZoneId zone) {
        String line = text.strip();
        return line.isEmpty() || line.startsWith("#")
                ? Optional.empty()
                : Optional.of(new SignerLine(line, zone).signer(number));
    }

    private AllowedSigner signer(int number) {
        String principals = principals();
        blanks();
        int begin = at;
        String next = word();
        Map<String, String> options = Map.of();
        if (!isKeyType(next)) {
            at = begin;
            options = options();
            blanks();
            next = word();
        }
        blanks();
        SshKey key = key(next, word());
        Optional<Instant> from = Optional.ofNullable(options.get("valid-after")).map(this::time);
        Optional<Instant> until =
                Optional.ofNullable(options.get("valid-before")).map(this::time);
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            throw new SshData.Malformed("it is valid before it begins to be");
        }
        return new AllowedSigner(
                number,
                PatternList.of(principals),
                key,
                options.containsKey("cert-authority"),
                Optional.ofNullable(options.get("namespaces")).map(PatternList::of),
                from,
                until);
    }

    private static boolean isKeyType(String word) {
        return word.matches("(ssh|ecdsa|sk-ssh|sk-ecdsa)-[\\w.@-]+");
    }

    private static SshKey key(String type, String base64) {
        if (!isKeyType(type)) {
            throw new SshData.Malformed("it has no key where one is expected");
        }
        SshKey key;
        try {
            key = SshKey.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new SshData.Malformed("its key is not in base64");
        }
        if (!key.type().equals(type)) {
            throw new SshData.Malformed("its key is of type " + key.type() + " and not of type " + type);
        }
        return key;
    }

    /** May be in quotes as a whole. */
    private String principals() {
        if (text.charAt(0) != '"') {
            return word();
        }
        int end = text.indexOf('"', 1);
        if (end < 0) {
            throw new SshData.Malformed("its quotes do not end");
        }
        at = end + 1;
        return text.substring(1, end);
    }

    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        while (true) {
            int begin = at;
            while (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '-')) {
                at++;
            }
            String name = text.substring(begin, at).toLowerCase(Locale.ROOT);
            String value = "";
            if (WITH_VALUE.contains(name)) {
                value = quoted(name);
            } else if (!name.equals("cert-authority")) {
                throw new SshData.Malformed("it has no key or option where one is expected");
            }
            if (options.put(name, value) != null && !value.isEmpty()) {
                throw new SshData.Malformed("its option " + name + " is given twice");
            }
            if (at == text.length() || blank()) {
                return options;
            }
            if (text.charAt(at++) != ',') {
                throw new SshData.Malformed("its options are not apart by commas");
            }
        }
    }

    private String quoted(String name) {
        if (!text.startsWith("=\"", at)) {
            throw new SshData.Malformed("its option " + name + " has no value in quotes");
        }
        StringBuilder value = new StringBuilder();
        for (at += 2; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.startsWith("\\\"", at)) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (at == text.length()) {
            throw new SshData.Malformed("its quotes do not end");
        }
        at++;
        return value.toString();
    }

    private Instant time(String given) {
        ZoneId in = given.endsWith("Z") ? ZoneOffset.UTC : zone;
        String digits = given.endsWith("Z") ? given.substring(0, given.length() - 1) : given;
        if (!digits.matches("\\d{8}(\\d{4}(\\d{2})?)?")) {
            throw new SshData.Malformed(
                    "'" + given + "' is not a time as YYYYMMDD or YYYYMMDDHHMM[SS], with or without Z");
        }
        try {
            return LocalDateTime.parse(digits + "0".repeat(14 - digits.length()), TIME)
                    .atZone(in)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new SshData.Malformed("'" + given + "' is not a day and time that there is");
        }
    }

    private boolean blank() {
        return text.charAt(at) == ' ' || text.charAt(at) == '\t';
    }

    private void blanks() {
        while (at < text.length() && blank()) {
            at++;
        }
    }

    private String word() {
        int begin = at;
        while (at < text.length() && !blank()) {
            at++;
        }
        return text.substring(begin, at);
    }
}
