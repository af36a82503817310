@drill:replica-cut-off @expect:0,4
Feature: The replica loses its network while it is copied

  For 20 seconds no packet passes between the replica and the others, from before the dump begins. The copy must be what
  was pinned, and the replica must follow again. Needs a profile of kind containers.

  Rule: The network fails during the dump

    @before:copy
    Scenario: The replica is cut off
      When the replica is cut off from the others for 20 seconds
