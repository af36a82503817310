@drill:target-stands-still @expect:0,4
@passes:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@passes:every-acknowledged-write-is-on-the-target-exactly-once
@fails-at:the-target-has-applied-the-source-up-to-the-frozen-position
@fails-at:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@fails-at:the-target-has-the-source-s-objects-accounts-and-settings-at-the-frozen-coordinates
@fails-at:nobody-has-written-to-the-source-since-it-was-frozen
Feature: The target is paused during the freeze

  For 8 seconds nothing on the target runs, from the moment the source is closed. The run must continue within its budget or
  be undone, and the source must not stay closed. Needs a profile of kind containers.

  Rule: The target stops answering in the freeze

    @before:freeze
    Scenario: The target is paused
      When the target is paused for 8 seconds, as soon as the source is closed
