package dev.evenkeel.aws;

import dev.evenkeel.environment.Traffic;
import java.util.Set;
import java.util.TreeSet;

/** What a run must be allowed: every action that this package asks for, and no other. The look-alike allows nothing else. */
public final class Policy {
    private static final Set<String> QUESTIONS = Set.of(
            "cloudwatch:GetMetricData",
            "sts:GetCallerIdentity",
            "rds:DescribeDBInstances",
            "rds:DescribeDBParameters",
            "rds:DescribePendingMaintenanceActions",
            "rds:DescribeEvents",
            "kms:DescribeKey",
            "secretsmanager:GetSecretValue");

    private static final Set<String> CHANGES = Set.of("rds:ModifyDBParameterGroup");

    private static final Set<String> PROVISIONING = Set.of(
            "kms:CreateGrant",
            "rds:AddTagsToResource",
            "rds:CopyDBSnapshot",
            "rds:CreateDBInstance",
            "rds:CreateDBInstanceReadReplica",
            "rds:CreateDBParameterGroup",
            "rds:CreateDBSnapshot",
            "rds:DeleteDBInstance",
            "rds:DeleteDBSnapshot",
            "rds:DescribeDBParameterGroups",
            "rds:DescribeDBSnapshots",
            "rds:ListTagsForResource",
            "rds:RestoreDBInstanceFromDBSnapshot");

    private static final Set<String> BLUE_GREEN = Set.of(
            "rds:CreateBlueGreenDeployment",
            "rds:DeleteBlueGreenDeployment",
            "rds:DescribeBlueGreenDeployments",
            "rds:PromoteReadReplica",
            "rds:ModifyDBInstance",
            "rds:SwitchoverBlueGreenDeployment");

    private Policy() {}

    /** What the steps of a Blue/Green deployment ask for besides. */
    public static Set<String> blueGreen() {
        Set<String> actions = new TreeSet<>(BLUE_GREEN);
        actions.addAll(PROVISIONING);
        return actions;
    }

    /** What the steps that create and delete ask for besides. */
    public static Set<String> provisioning() {
        return new TreeSet<>(PROVISIONING);
    }

    /** With what a profile's switch asks for besides. */
    public static Set<String> actions(Traffic traffic) {
        Set<String> actions = actions();
        actions.addAll(traffic.apiActions());
        return actions;
    }

    /** All of them, as a policy of IAM names them. */
    public static Set<String> actions() {
        Set<String> actions = new TreeSet<>(QUESTIONS);
        actions.addAll(CHANGES);
        return actions;
    }
}
