@drill:lost-row @expect:3 @fails-at:all-rows-are-the-same @because:differs
Feature: A row is lost on the target

  @before:prove
  Scenario: Somebody deletes a row
    When the row is changed

  @after:copy
  Scenario: The copy was complete
    Then the copy is checked
