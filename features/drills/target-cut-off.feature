@drill:target-cut-off @expect:0,4
Feature: The target loses its network while it catches up

  For 20 seconds no packet passes between the target and the others. Replication must go on where it was, or the run must
  be undone; nothing may be called proved that was not seen. Needs a profile of kind containers.

  Rule: The network fails in the middle of catching up

    @before:follow
    Scenario: The target is cut off
      When the target is cut off from the others for 20 seconds, as soon as the target follows the source
