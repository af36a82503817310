@drill:target-restarts @expect:0,3,4
@passes:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@passes:every-acknowledged-write-is-on-the-target-exactly-once
@fails-at:replication-on-the-target-is-started
@fails-at:replication-on-the-target-runs-within
@fails-at:the-target-catches-up-with-the-source
@fails-at:the-target-follows-closely-and-nobody-else-is-connected-to-it
@fails-at:the-target-has-the-source-s-tables-views-routines-triggers-and-events
@fails-at:the-target-has-the-source-s-accounts-and-grants
@fails-at:the-settings-that-matter-agree
@fails-at:the-target-is-proved-equal-to-the-source-while-both-are-live
@fails-at:the-proof-in-the-freeze-fits-the-outage-budget
@fails-at:the-target-has-applied-the-source-up-to-the-frozen-position
@fails-at:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@fails-at:the-target-has-the-source-s-objects-accounts-and-settings-at-the-frozen-coordinates
Feature: The target loses its power while it catches up

  It comes back at once, but without what was set since it began: it is open for everyone again. The run must notice
  that, and continue only with a target that is closed. Needs a profile of kind containers.

  Rule: The target restarts

    @before:follow
    Scenario: The target loses its power
      When the target loses its power for a moment, as soon as the target follows the source
