@drill:stranger-wrote-after-the-proof @expect:4
@fails-at:nobody-but-replication-has-written-to-source-or-target-since-the-proof
@because:target-written-after
Feature: A stranger changes a row on the target after it was proved

  No comparison looks at the rows again. The target's own binlog shows that somebody wrote there, and the source must
  continue to serve.

  Rule: The damage is done between the proof and the switch

    @before:switch
    Scenario: A stranger changes a row
      When a row is changed on the target behind the tool's back
