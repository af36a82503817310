# Published procedure: encrypting an instance that is serving.
@runbook:encrypt-at-rest @owner=dba-team
Feature: Move the assessment databases to an encrypted instance with at most ten seconds without writes

  The application keeps writing. Undo is automatic until "Switch".

  Rule: Nothing starts on a bad foundation

    @phase:preflight @read-only
    Scenario: Preflight
      Given the servers are the ones the environment names
      And every table of the source can be copied, replicated and proved
      Then the target is empty, encrypted and large enough

  Rule: The target becomes a faithful copy

    @phase:prepare @reversible
    Scenario: Prepare the source
      When the source keeps its binlogs for 24 hours
      And the user "repl" may replicate from the source

    @phase:pin @reversible
    Scenario: Pin
      When replication on the replica is stopped
      Then the executed coordinates of the replica do not move

    @phase:copy @reversible
    Scenario: Copy
      When the databases are dumped from the replica with routines and triggers
      And the dump is loaded into the target
      Then replica and target hold the same rows at the pinned coordinates

    @phase:follow @reversible
    Scenario: Follow
      When the target replicates from the source beginning at the pinned coordinates
      Then the target has caught up with the source within 60 seconds

  Rule: No acknowledged write is lost

    @phase:freeze @reversible @gate:go-for-cutover @outage-starts
    Scenario: Freeze
      When the source is closed to writes
      Then the target has applied the last write of the source

    @phase:prove @read-only
    Scenario: Prove at the frozen coordinates
      Then source and target hold the same rows in every table
      And objects, accounts and settings of the target are those of the source

    @phase:switch @irreversible @outage-ends
    Scenario: Switch
      When replication on the target is stopped and reset
      And the application is switched to the target
      Then a test write through the application arrives on the target

  Rule: Until the switch we can always go back

    @undo:freeze
    Scenario: Open the source again
      When the source is open to writes
      Then a test write on the source succeeds

    @undo:follow
    Scenario: Stop following
      When replication to the target is removed
