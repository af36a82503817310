Feature: Accompany a Blue/Green deployment of RDS, and prove green before RDS switches to it

  RDS copies and switches by itself. The run waits for green, compares it with blue while both are live, looks for whatever somebody
  else wrote there, asks a person, has RDS switch over, takes green's coordinates from the event of RDS, and looks where writes land.
  Blue is the source, green the target; there is no replica.

  Rows are proved while both are live. Between that proof and the switchover RDS replicates, and closes blue before it moves the
  names: what green has of blue is checked by transaction afterwards, and no row is compared again. RDS rolls back by itself until
  it has switched. Nothing is undone automatically after that, and blue gets no changes of green.

  Rule: RDS makes the copy

    @phase:green @reversible @no-undo
    Scenario: Create the deployment
      # aws rds create-db-parameter-group …
      When the parameter group of the target is created at RDS
      # aws rds create-blue-green-deployment … --target-resource-configurations …
      And a blue-green deployment of the source is created at RDS
      Then the blue-green deployment is available at RDS within 4 hours
      And the target is available at RDS within 60 minutes

  Rule: Nothing continues on a bad foundation

    @phase:preflight @read-only
    Scenario: Preflight
      Given source and target answer, and are the servers that the profile names
      And RDS shows nothing that would stop or disturb the move
      And what RDS and CloudWatch recorded in the last 3 hours is kept for the report
      And the source writes a binlog that can be followed
      And every table to move can be copied, replicated and proved
      And source and target agree on the case of table names
      And the target's storage is encrypted at rest
      And the target takes writes from replication alone

    @phase:prepare-source @reversible
    Scenario: Let the source be read
      # CALL mysql.rds_set_configuration('binlog retention hours', 24)
      When the source keeps its binlogs for 24 hours
      # CREATE USER 'repl'@'%' IDENTIFIED BY PASSWORD '***'
      # GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'repl'@'%'
      And the replication user is created on the source
      Then the source shows a retention of at least 24 hours

  Rule: Green holds what blue holds

    @phase:compare @read-only
    Scenario: Compare what is not rows
      Given the target catches up with the source
      Then the target has the source's tables, views, routines, triggers and events
      And the target has the source's accounts and grants
      And the settings that matter agree
      And what was copied to the target is encrypted at rest

    @phase:prove-live @read-only @proof
    Scenario: Prove green while both are live
      Then the target is proved equal to the source while both are live, as far as possible

    @phase:decide @read-only @gate:cutover
    Scenario: Decide
      Given the target catches up with the source
      And the target follows closely, and nobody else is connected to it
      And nothing on the source would hold up the freeze
      And the last proof is younger than the profile's limit
      And RDS shows nothing that would stop or disturb the move
      And what RDS and CloudWatch recorded in the last 3 hours is kept for the report
      And the target takes writes from replication alone
      And the gate "cutover" is passed

  Rule: RDS switches

    @phase:switch @irreversible
    Scenario: Switch over
      # aws rds switchover-blue-green-deployment …
      When RDS switches over to green within 5 minutes
      Then RDS tells where the target's binlog stood when it was opened, within 2 minutes
      And the target has everything that the source ever acknowledged

  Rule: The result is checked

    @phase:observe @read-only
    Scenario: Observe
      Then the source is watched for clients that still use it
      And the application writes to the target within 30 seconds
      And the source stays closed and unchanged
      And every acknowledged write is on the target exactly once
      And the outage stayed within the budget
      And the first write that the target accepted is shown
      And no client uses the source any more
      And what RDS and CloudWatch recorded in the last 3 hours is kept for the report

  Rule: What is needed no more goes

    @phase:clean-up @irreversible @no-undo @gate:clean-up
    Scenario: Clean up
      Given the gate "clean-up" is passed
      # aws rds delete-blue-green-deployment …
      When the blue-green deployment that this run created is deleted at RDS

  Rule: Until the switch we can always go back

    @undo:prepare-source
    Scenario: Undo the preparations
      When the replication user is dropped from the source
      And the source keeps its binlogs as long as before
      Then the source has no replication user of this run
