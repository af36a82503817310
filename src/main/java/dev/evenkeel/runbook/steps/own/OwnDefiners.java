package dev.evenkeel.runbook.steps.own;

import dev.evenkeel.catalog.account.Account;
import dev.evenkeel.catalog.account.GainedRights;
import dev.evenkeel.catalog.server.ServerIdentity;
import dev.evenkeel.environment.Role;
import dev.evenkeel.mariadb.Session;
import dev.evenkeel.runbook.glue.RunContext;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.RewrittenDefiner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects of the target that could not keep their DEFINER, and what that gives them. */
public final class OwnDefiners {
    private final RunContext run;

    public OwnDefiners(RunContext run) {
        this.run = run;
    }

    /** Whose objects keep theirs on the target. */
    public KeptDefiners kept() {
        List<String> coming = run.findLive(PinnedCatalog.class).stream()
                .flatMap(pinned -> pinned.accounts().accounts().accounts().stream())
                .filter(account -> !account.role())
                .map(OwnDefiners::plain)
                .toList();
        try (Session target = run.master(Role.TARGET).openPinned()) {
            return KeptDefiners.on(target, coming);
        }
    }

    /** Enters those that did not keep theirs as deviations. */
    public void tell(List<RewrittenDefiner> rewritten, KeptDefiners kept) {
        Map<RewrittenDefiner, String> reasons = new LinkedHashMap<>();
        rewritten.forEach(object -> reasons.put(object, kept.because(object.definer())));
        tell(reasons);
    }

    /** @param reasons why they did not, by object */
    public void tell(Map<RewrittenDefiner, String> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        try (Session target = run.master(Role.TARGET).openPinned()) {
            String account = ServerIdentity.account(target);
            GainedRights rights = GainedRights.of(target);
            reasons.forEach((object, because) -> run.deviation(
                    object.kind() + " " + object.name() + " has the definer " + account + ", not " + object.oldDefiner()
                            + (object.invoker() ? ", and SQL SECURITY INVOKER, not DEFINER" : ""),
                    because
                            + (object.invoker()
                                    ? "; as the profile says (definers: invoker) it runs with the rights of whoever uses it"
                                            + " and gains none: each of them needs rights of their own on all that it uses"
                                    : "; unless its SQL SECURITY is INVOKER it runs with the rights of " + account
                                            + ": " + gained(rights, object.definer()))));
        }
    }

    private String gained(GainedRights rights, String definer) {
        Optional<Account> old = run.findLive(PinnedCatalog.class).stream()
                .flatMap(pinned -> pinned.accounts().accounts().accounts().stream())
                .filter(account -> !account.role() && plain(account).equals(definer))
                .findFirst();
        if (old.isEmpty()) {
            return "what " + definer + " may is not known here, so compare the two";
        }
        String gained = rights.over(old.get().grants());
        return gained.isEmpty() ? "it gains none" : "it gains " + gained;
    }

    private static String plain(Account account) {
        return account.user() + "@" + account.host();
    }
}
