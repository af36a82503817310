package dev.evenkeel.provision.lookalike;

import dev.evenkeel.provision.lookalike.wire.Call;
import dev.evenkeel.provision.lookalike.wire.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what. The access key says who calls; the signature is not checked, because nothing here is worth protecting
 * and a client that signs wrongly is the SDK's affair.
 */
final class Callers {
    /** @param allowed actions such as {@code rds:DescribeDBInstances}; empty for all */
    record Caller(String arn, Optional<Set<String>> allowed) {}

    /** Nothing that it could open exists outside of the look-alike. */
    static final String ADMINISTRATOR = "AKIALOOKALIKE0000000";

    private final Map<String, Caller> byKey = new HashMap<>();
    private final Set<String> expired = new java.util.HashSet<>();

    Callers(World world) {
        byKey.put(ADMINISTRATOR, new Caller(world.iam("user/administrator"), Optional.empty()));
    }

    synchronized void admit(String accessKey, String arn, Set<String> allowed) {
        byKey.put(accessKey, new Caller(arn, Optional.of(Set.copyOf(allowed))));
    }

    /** From now on its credentials are out of date, as those of a role are after an hour. */
    synchronized void expire(String accessKey) {
        expired.add(accessKey);
    }

    /** @throws Refusal where the caller is not known or may not do it */
    synchronized Caller of(Call call) {
        String key = call.accessKey()
                .orElseThrow(() ->
                        new Refusal("MissingAuthenticationToken", 403, "Request is missing Authentication Token"));
        if (expired.contains(key)) {
            throw new Refusal("ExpiredToken", 403, "The security token included in the request is expired");
        }
        Caller caller = Optional.ofNullable(byKey.get(key))
                .orElseThrow(() -> new Refusal(
                        "InvalidClientTokenId", 403, "The security token included in the request is invalid."));
        String action = call.service() + ":" + call.operation();
        // Everybody may ask who they are, whatever a policy says.
        if (!action.equals("sts:GetCallerIdentity")
                && caller.allowed().filter(actions -> !actions.contains(action)).isPresent()) {
            throw new Refusal(
                    call.form() == Call.Form.JSON ? "AccessDeniedException" : "AccessDenied",
                    call.form() == Call.Form.JSON ? 400 : 403,
                    "User: " + caller.arn() + " is not authorized to perform: " + action
                            + " because no identity-based policy allows the " + action + " action");
        }
        return caller;
    }
}
