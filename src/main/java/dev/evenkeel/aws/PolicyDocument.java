package dev.evenkeel.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.evenkeel.environment.Role;
import dev.evenkeel.environment.Traffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy of IAM that allows what a runbook asks for, of the things that a profile names, and nothing else. */
record PolicyDocument(Access access, Map<Role, RdsSpec> specs, Traffic traffic) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final List<String> QUESTIONS = List.of("Describe", "List", "Get");

    /** Statements, each for the actions that may be done to the same things. */
    String text(Set<String> actions) {
        Map<String, Set<String>> byThings = new TreeMap<>();
        for (String action : new TreeSet<>(actions)) {
            byThings.computeIfAbsent(String.join(" ", new TreeSet<>(resources(action))), missing -> new TreeSet<>())
                    .add(action);
        }
        List<Map<String, Object>> statements = new ArrayList<>();
        byThings.forEach((things, allowed) -> {
            Set<String> deleting =
                    allowed.stream().filter(PolicyDocument::deletes).collect(Collectors.toCollection(TreeSet::new));
            Set<String> others = new TreeSet<>(allowed);
            others.removeAll(deleting);
            add(statements, others, things, Map.of());
            // What no run has created has no such tag.
            add(statements, deleting, things, Map.of("StringLike", Map.of("aws:ResourceTag/" + Provisioner.TAG, "*")));
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(
            List<Map<String, Object>> statements, Set<String> actions, String things, Map<String, Object> condition) {
        if (actions.isEmpty()) {
            return;
        }
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Allow");
        statement.put("Action", actions);
        statement.put("Resource", List.of(things.split(" ")));
        if (!condition.isEmpty()) {
            statement.put("Condition", condition);
        }
        statements.add(statement);
    }

    private static boolean deletes(String action) {
        return action.startsWith("rds:Delete");
    }

    private List<String> resources(String action) {
        String operation = action.substring(action.indexOf(':') + 1);
        if (action.startsWith("secretsmanager:")) {
            List<String> secrets = operation.equals("GetSecretValue") ? secrets() : switched();
            return secrets.stream().map(this::secretArn).toList();
        }
        if (action.startsWith("route53:") && traffic instanceof RecordKind.Chosen chosen) {
            return List.of(
                    operation.equals("GetChange")
                            ? "arn:aws:route53:::change/*"
                            : "arn:aws:route53:::hostedzone/" + chosen.zone());
        }
        if (!action.startsWith("rds:") || QUESTIONS.stream().anyMatch(operation::startsWith)) {
            return List.of("*");
        }
        // A group's name is not in the profile where the instance is there already.
        List<String> groups =
                specs.values().stream().allMatch(spec -> spec.creation().isPresent())
                        ? names("pg")
                        : List.of(arn("pg", "*"));
        return switch (operation) {
            case "ModifyDBParameterGroup", "CreateDBParameterGroup", "DeleteDBParameterGroup" -> groups;
            case "CreateBlueGreenDeployment", "SwitchoverBlueGreenDeployment", "DeleteBlueGreenDeployment" ->
                Stream.of(List.of(arn("db", "*"), arn("deployment", "*")), groups)
                        .flatMap(List::stream)
                        .toList();
            case "DeleteDBInstance" -> names("db");
            case "DeleteDBSnapshot" -> List.of(arn("snapshot", "evenkeel-*"));
            default ->
                Stream.of(names("db"), groups, List.of(arn("snapshot", "evenkeel-*"), arn("subgrp", "*")))
                        .flatMap(List::stream)
                        .toList();
        };
    }

    private List<String> names(String type) {
        return specs.values().stream().map(spec -> arn(type, spec.instance())).toList();
    }

    private String arn(String type, String name) {
        return "arn:aws:rds:" + access.region() + ":" + access.account().orElse("*") + ":" + type + ":" + name;
    }

    private List<String> secrets() {
        return Stream.concat(specs.values().stream().flatMap(spec -> spec.secret().stream()), switched().stream())
                .distinct()
                .toList();
    }

    private List<String> switched() {
        return traffic instanceof SecretKind.Chosen chosen ? List.of(chosen.secret()) : List.of();
    }

    /** Secrets Manager appends six characters to a name. */
    private String secretArn(String secret) {
        return secret.startsWith("arn:")
                ? secret
                : "arn:aws:secretsmanager:" + access.region() + ":"
                        + access.account().orElse("*") + ":secret:" + secret + "-??????";
    }
}
