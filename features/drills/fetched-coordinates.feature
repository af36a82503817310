@drill:fetched-coordinates @expect:3,4
@fails-at:replication-on-the-target-is-started
@fails-at:replication-on-the-target-runs-within
@fails-at:the-target-catches-up-with-the-source
@fails-at:the-target-follows-closely-and-nobody-else-is-connected-to-it
@fails-at:the-target-is-proved-equal-to-the-source-while-both-are-live
@fails-at:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@because:the-applier-stopped-with-error
@because:differs
Feature: Somebody uses the fetched coordinates instead of the executed ones

  The status of a stopped replica shows two positions. What was fetched but not applied is not in the copy; starting from
  there leaves it out for good. The proof, or replication itself, must notice.

  Rule: The trap is set before the target follows

    @before:pin
    Scenario: The replica fetches far more than it applies
      When the replica stops applying but continues to fetch for 2 seconds, across a binlog file

    @before:follow
    Scenario: The fetched coordinates are taken
      When the pinned coordinates are replaced by those the replica had fetched
