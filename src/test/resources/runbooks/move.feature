Feature: Move the shop

  Background:
    Given the servers are checked

  Rule: Nothing starts on a bad foundation

    @phase:preflight @read-only
    Scenario: Preflight
      Then the source is reached within 60 seconds
      And these are known:
        | orders |
        | events |

  Rule: No acknowledged write is lost

    @phase:copy @reversible
    Scenario: Copy
      When the target is changed
      And the replica is changed

    @phase:freeze @reversible @gate:go
    Scenario: Freeze
      Given a person has said yes
      When the source is changed

    @phase:prove @read-only @proof
    Scenario: Prove
      Then all rows are the same

    @phase:switch @irreversible
    Scenario: Switch
      When the application is switched for good
      Then the application is checked

    @phase:observe @read-only
    Scenario: Observe
      Then the target is checked

  Rule: Until the switch we can go back

    @undo:copy
    Scenario: Undo copy
      When the target is put back
      And the replica is put back

    @undo:freeze
    Scenario: Undo freeze
      When the source is put back
      Then the source is checked
