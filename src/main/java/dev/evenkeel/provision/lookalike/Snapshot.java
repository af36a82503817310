package dev.evenkeel.provision.lookalike;

import dev.evenkeel.mariadb.Login;
import java.nio.file.Path;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * A snapshot: what RDS shows of it, and the folder with a copy of the server's data.
 *
 * @param course what it goes through until it is available
 */
record Snapshot(DBSnapshot shown, Path data, Login master, boolean ofReplica, Course course) {}
