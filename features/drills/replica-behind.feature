@drill:replica-behind @expect:0
@passes:the-target-holds-what-the-replica-holds-at-the-pinned-coordinates
@passes:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
Feature: The replica is stopped while it has fetched far more than it has applied

  The executed coordinates are right, however far apart the two positions are, so the run must pass.

  Rule: The replica lags when it is stopped

    @before:pin
    Scenario: The replica fetches far more than it applies
      When the replica stops applying but continues to fetch for 2 seconds, across a binlog file
