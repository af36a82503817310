Feature: Count tables on source and replica

  Steps of your own beside evenkeel's. A fact goes from the first phase to the second.

  Rule: The replica is complete

    @phase:count @read-only
    Scenario: Count
      Given source, replica and target answer, and are the servers that the profile names
      And the tables of the source are counted

    @phase:compare @read-only
    Scenario: Compare
      Then the replica has as many tables as were counted
