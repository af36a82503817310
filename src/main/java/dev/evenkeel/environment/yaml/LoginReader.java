package dev.evenkeel.environment.yaml;

import dev.evenkeel.mariadb.Login;
import dev.evenkeel.mariadb.Secret;
import java.util.Optional;

/**
 * Reads accounts of a profile: a user, and where the password is kept.
 *
 * @param runbook a runbook is to be run, which needs every account; else only servers are read
 */
public record LoginReader(boolean runbook) {
    private static final Secret UNKNOWN = new Secret("");

    /** An account that is used; empty where its password cannot be had, which is noted. */
    public Optional<Login> used(YamlMap map) {
        String user = map.required("user", "admin");
        String reference = map.required("password", "env:DB_PASSWORD");
        if (reference.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Login(user, SecretReference.resolve(reference)));
        } catch (IllegalArgumentException e) {
            map.problem(
                    "password", "the password of " + (user.isEmpty() ? "this account" : user) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** An account that a runbook uses. Where none is run its name is all that is known, so that nobody needs its password. */
    public Optional<Login> usedByRunbook(YamlMap map) {
        if (runbook) {
            return used(map);
        }
        map.text("password");
        return map.text("user").map(user -> new Login(user, UNKNOWN));
    }

    /** What stands in for an account with a problem until all problems are reported. */
    public static Login standIn() {
        return new Login("", UNKNOWN);
    }
}
