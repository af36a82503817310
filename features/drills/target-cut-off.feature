@drill:target-cut-off @expect:0,4
@passes:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@passes:every-acknowledged-write-is-on-the-target-exactly-once
@fails-at:replication-on-the-target-is-started
@fails-at:replication-on-the-target-runs-within
@fails-at:the-target-catches-up-with-the-source
@fails-at:the-target-follows-closely-and-nobody-else-is-connected-to-it
@fails-at:the-target-has-the-source-s-tables-views-routines-triggers-and-events
@fails-at:the-target-has-the-source-s-accounts-and-grants
@fails-at:the-target-is-proved-equal-to-the-source-while-both-are-live
@fails-at:the-proof-in-the-freeze-fits-the-outage-budget
@fails-at:the-target-has-applied-the-source-up-to-the-frozen-position
Feature: The target loses its network while it catches up

  For 20 seconds no packet passes between the target and the others. Replication must continue where it was, or the run must
  be undone; nothing may be called proved that was not seen. Needs a profile of kind containers.

  Rule: The network fails in the middle of catching up

    @before:follow
    Scenario: The target is cut off
      When the target is cut off from the others for 20 seconds, as soon as the target follows the source
