@drill:target-restarts @expect:0,3,4
Feature: The target loses its power while it catches up

  It comes back at once, but without what was set since it began: it is open for everyone again. The run must notice
  that, and go on only with a target that is closed. Needs a profile of kind containers.

  Rule: The target restarts

    @before:follow
    Scenario: The target loses its power
      When the target loses its power for a moment, as soon as the target follows the source
