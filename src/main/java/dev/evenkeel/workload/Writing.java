package dev.evenkeel.workload;

import dev.evenkeel.mariadb.Session;

/** What one connection of an application writes, one write after the other. */
@FunctionalInterface
interface Writing {
    /**
     * Makes one write, and enters what became of it.
     *
     * @throws dev.evenkeel.mariadb.DatabaseException after entering what is known of it
     */
    void write(Session server);
}
