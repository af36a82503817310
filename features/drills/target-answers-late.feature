@drill:target-answers-late @expect:0,4
Feature: The target answers late while it catches up

  For 10 seconds whatever is asked of the target may wait up to 200 milliseconds. The run must take its time or be undone;
  nothing may be called proved that was not seen. Needs a profile of kind containers.

  Rule: The target is slow while it catches up

    @before:follow
    Scenario: The target answers late
      When the target answers up to 200 milliseconds late for 10 seconds
