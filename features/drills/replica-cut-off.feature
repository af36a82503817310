@drill:replica-cut-off @expect:0,4
@passes:the-target-holds-what-the-replica-holds-at-the-pinned-coordinates
@passes:every-acknowledged-write-is-on-the-target-exactly-once
@fails-at:the-databases-are-dumped-from-the-replica
@fails-at:the-dump-is-loaded-into-the-target
@fails-at:floating-point-columns-are-made-exact-on-the-target
@fails-at:the-target-holds-what-the-replica-holds-at-the-pinned-coordinates
@fails-at:replication-on-the-replica-is-started-again
Feature: The replica loses its network while it is copied

  For 20 seconds no packet passes between the replica and the others, from before the dump begins. The copy must be what
  was pinned, and the replica must follow again. Needs a profile of kind containers.

  Rule: The network fails during the dump

    @before:copy
    Scenario: The replica is cut off
      When the replica is cut off from the others for 20 seconds
