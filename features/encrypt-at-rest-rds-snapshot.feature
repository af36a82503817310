Feature: Move a live MariaDB on RDS to an encrypted copy of its own storage, without losing a write

  There is no dump: the target is restored from a snapshot of the stopped replica that was copied with a key. It has the same version as
  the source, every account and every byte of the pages. Only the source is there at first; what the run creates is tagged with its
  id, as servers.ROLE.create of the profile says. A run that fails leaves what it created, and says how it is deleted.

  The source keeps serving until "Switch". Its binlogs are kept before anything is copied. All three servers are looked at as soon as
  the target is there, and before it follows. Copy and source are proved equal at the pinned coordinates, while both are live, and in
  the freeze. The statement a step sends is above it. Undo is automatic until "Switch"; nothing is undone automatically after it.

  Rule: What the move needs is there

    @phase:provision @reversible @no-undo
    Scenario: Create the replica
      # aws rds create-db-parameter-group …
      When the parameter group of the replica is created at RDS
      And the parameter group of the target is created at RDS
      # aws rds create-db-instance-read-replica …
      And the replica is created at RDS, following the source
      Then the replica is available at RDS within 60 minutes

    @phase:keep-binlogs @reversible
    Scenario: Keep the source's binlogs
      # CALL mysql.rds_set_configuration('binlog retention hours', 24)
      When the source keeps its binlogs for 24 hours
      Then the source shows a retention of at least 24 hours

  Rule: The copy is exact, and its position is known

    @phase:pin @reversible
    Scenario: Stop the replica and pin its coordinates
      # CALL mysql.rds_stop_replication()
      When replication on the replica is stopped
      # SHOW SLAVE STATUS
      Then the coordinates the replica has executed are pinned
      And the pinned coordinates stay unchanged for 1 second
      And the source still has the binlog file of the pinned coordinates

    @phase:copy @reversible @no-undo
    Scenario: Copy the replica's storage, encrypted
      # aws rds create-db-snapshot …
      When a snapshot of the stopped replica is created at RDS
      Then the snapshot is available at RDS within 4 hours
      # aws rds copy-db-snapshot … --kms-key-id …
      When the snapshot is copied at RDS with the key of the target
      Then the encrypted copy is available at RDS within 4 hours
      # aws rds restore-db-instance-from-db-snapshot …
      When the target is restored at RDS from the encrypted copy
      Then the target is available at RDS within 4 hours
      And the target holds what the replica holds at the pinned coordinates
      # CALL mysql.rds_start_replication()
      When replication on the replica is started again

  Rule: Nothing follows on a bad foundation

    @phase:preflight @read-only
    Scenario: Preflight
      Given source, replica and target answer, and are the servers that the profile names
      And the servers are controlled by RDS's procedures
      And RDS shows nothing that would stop or disturb the move
      And what RDS and CloudWatch recorded in the last 3 hours is kept for the report
      And the source writes a binlog that can be followed
      And the replica follows the source without filters or skipped errors
      And every table to move can be copied, replicated and proved
      And the target accepts stored functions, and packets as large as the source's
      And source and target agree on the case of table names
      And the target's storage is encrypted at rest

    @phase:prepare-source @reversible
    Scenario: Let the source be followed
      # CREATE USER 'repl'@'%' IDENTIFIED BY PASSWORD '***'
      # GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'repl'@'%'
      When the replication user is created on the source

  Rule: The target follows the source, and nobody else writes there

    @phase:follow @reversible
    Scenario: Follow the source
      When the target is closed for everyone but replication
      # CALL mysql.rds_set_external_master('<source>', <port>, 'repl', '***', '<file>', <position>, <0, or 1 for TLS>)
      And the target is pointed at the source, from the pinned coordinates
      # CALL mysql.rds_start_replication()
      And replication on the target is started
      # SHOW SLAVE STATUS
      Then replication on the target runs within 30 seconds
      And the target catches up with the source

    @phase:compare @read-only
    Scenario: Compare what is not rows
      Then the target has the source's tables, views, routines, triggers and events
      And the target has the source's accounts and grants
      And the settings that matter agree
      And what was copied to the target is encrypted at rest

    @phase:prove-live @read-only
    Scenario: Prove the target while both are live
      Then the target is proved equal to the source while both are live, as far as possible

  Rule: No acknowledged write is lost

    @phase:freeze @reversible @gate:cutover
    Scenario: Freeze the source
      Given the target catches up with the source
      And the target follows closely, and nobody else is connected to it
      And nothing on the source would hold up the freeze
      And the accounts that could write past the fence are listed
      And the last proof is younger than the profile's limit
      And the proof in the freeze fits the outage budget
      And RDS shows nothing that would stop or disturb the move
      And what RDS and CloudWatch recorded in the last 3 hours is kept for the report
      And the freeze is forecast from what was measured
      And the gate "cutover" is passed
      And the checks of the freeze are tried while both servers are in use
      And the AUTO_INCREMENT values of source and target are read
      When the source is closed for writes
      Then no open transaction is left on the source
      And the last position of the source is frozen
      And the target has applied the source up to the frozen position

    @phase:prove @read-only @proof
    Scenario: Prove the target at the frozen coordinates
      Then the target holds what the source holds at the frozen coordinates, comparing what changed since the live proof
      And the target has the source's objects, accounts and settings at the frozen coordinates
      And nobody has written to the source since it was frozen

    @phase:shut @reversible @closes
    Scenario: Keep the application out of the source
      When the source is closed durably
      Then the application cannot write to the source

    @phase:switch @irreversible
    Scenario: Switch
      Given nobody but replication has written to source or target since the proof
      When the target is opened for writes
      And the target's AUTO_INCREMENT values are raised to the source's
      And the application is pointed at the target
      And the latch on the source is released
      # CALL mysql.rds_stop_replication()
      And replication on the target is stopped
      Then what the source wrote after it was frozen is listed
      # CALL mysql.rds_reset_external_master()
      When the target forgets the source
      And the target's events are set as on the source

    @phase:belt @reversible @no-undo
    Scenario: Add a second lock to the source
      # aws rds modify-db-parameter-group … ParameterName=read_only,ParameterValue=1 …
      When the source is closed by its parameter group as well, within 10 minutes

  Rule: The result is checked

    @phase:observe @read-only
    Scenario: Observe
      Then the source is watched for clients that still use it
      And the application writes to the target within 30 seconds
      And the source stays closed and unchanged
      And the events that the source had enabled are enabled on the target
      And every acknowledged write is on the target exactly once
      And the outage stayed within the budget
      And the first write that the target accepted is shown
      And no client uses the source any more
      And what RDS and CloudWatch recorded in the last 3 hours is kept for the report

  Rule: What is needed no more goes

    @phase:clean-up @irreversible @no-undo @gate:clean-up
    Scenario: Clean up
      Given the gate "clean-up" is passed
      # aws rds delete-db-instance --skip-final-snapshot …
      When the replica that this run created is deleted at RDS
      And the snapshots that this run created are deleted at RDS

  Rule: Until the switch we can always go back

    @undo:shut
    Scenario: Let the application into the source again
      When the application is let into the source again

    @undo:freeze
    Scenario: Open the source again
      When the source is opened for writes
      Then a write on the source succeeds

    @undo:follow
    Scenario: Release the target
      When replication on the target is stopped
      And the target forgets the source
      And the target is opened for writes
      And the target's events are disabled again
      Then the target follows no source

    @undo:pin
    Scenario: Start the replica again
      When replication on the replica is started again
      Then replication on the replica runs within 30 seconds

    @undo:prepare-source
    Scenario: Take the replication user back
      When the replication user is dropped from the source
      Then the source has no replication user of this run

    @undo:keep-binlogs
    Scenario: Let the source purge its binlogs again
      When the source keeps its binlogs as long as before
