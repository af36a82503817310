@drill:stranger-added-a-row @expect:3
@fails-at:the-target-holds-what-the-source-holds-at-the-frozen-coordinates
@because:differs-extra
Feature: A stranger adds a row on the target behind the tool's back

  The proof in the freeze must find it, the source must continue to serve.

  Rule: The damage is done between catching up and the freeze

    @before:freeze
    Scenario: A stranger adds a row
      When a row is added on the target behind the tool's back
