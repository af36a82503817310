@drill:stranger-wrote-past-the-freeze @expect:4
@fails-at:nobody-has-written-to-the-source-since-it-was-frozen
@because:source-written-after
Feature: A stranger writes to the source after it was frozen

  An account with SUPER writes past read_only, as an event of such an account would. Rows are equal nevertheless, because the
  target still follows; but what is written once more, after the proof, would be lost. The source must continue to serve.

  Rule: The damage is done between the freeze and the proof

    @before:prove
    Scenario: A stranger changes a row
      When a row is changed on the source in spite of read_only
