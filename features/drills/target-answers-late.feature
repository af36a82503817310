@drill:target-answers-late @expect:0,4
@passes:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@passes:every-acknowledged-write-is-on-the-target-exactly-once
@fails-at:the-target-is-closed-for-everyone-but-replication
@fails-at:the-target-is-pointed-at-the-source
@fails-at:replication-on-the-target-is-started
@fails-at:replication-on-the-target-runs-within
@fails-at:the-target-catches-up-with-the-source
@fails-at:the-target-follows-closely-and-nobody-else-is-connected-to-it
@fails-at:the-target-has-the-source-s-tables-views-routines-triggers-and-events
@fails-at:the-target-is-proved-equal-to-the-source-while-both-are-live
@fails-at:the-proof-in-the-freeze-fits-the-outage-budget
Feature: The target answers late while it catches up

  For 10 seconds whatever is asked of the target may wait up to 200 milliseconds. The run must take its time or be undone;
  nothing may be called proved that was not seen. Needs a profile of kind containers.

  Rule: The target is slow while it catches up

    @before:follow
    Scenario: The target answers late
      When the target answers up to 200 milliseconds late for 10 seconds
