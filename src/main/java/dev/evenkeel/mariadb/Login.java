package dev.evenkeel.mariadb;

import java.util.Objects;

/** An account's name and password. */
public record Login(String user, Secret password) {
    public Login {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }
}
