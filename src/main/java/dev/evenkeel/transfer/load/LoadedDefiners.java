package dev.evenkeel.transfer.load;

import dev.evenkeel.mariadb.Session;
import dev.evenkeel.transfer.KeptDefiners;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.RewrittenDefiner;
import dev.evenkeel.transfer.SentScript;
import dev.evenkeel.transfer.script.Definers;
import dev.evenkeel.transfer.script.DumpStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides for each object of a load whose it becomes: its own definer's, now or later, or the loading account's. */
final class LoadedDefiners {
    private final LoadOptions options;
    private final KeptDefiners kept;
    private final String account;
    private final List<RewrittenDefiner> rewritten = new ArrayList<>();
    private final List<WaitingDefiner> waiting = new ArrayList<>();

    /** @param account that loads, {@code user@host} */
    LoadedDefiners(LoadOptions options, KeptDefiners kept, String account) {
        this.options = options;
        this.kept = kept;
        this.account = account;
    }

    /** Objects that are the loading account's and stay so. */
    List<RewrittenDefiner> rewritten() {
        return rewritten;
    }

    /** Objects that get their own definer once its account is there. */
    List<WaitingDefiner> waiting() {
        return waiting;
    }

    /** Gives routines SQL SECURITY INVOKER, those that wait for their own definer too: it may never come. */
    void alterRoutines(Session session, SentScript told) {
        InvokerRoutines routines = InvokerRoutines.of(session, told);
        rewritten.replaceAll(routines::alter);
        waiting.replaceAll(one -> new WaitingDefiner(routines.alter(one.object()), one.definer(), one.again()));
    }

    /**
     * The statement as it is to be run now.
     *
     * @param session with the settings that the statement is meant to be run under
     */
    DumpStatement of(DumpStatement statement, Optional<String> database, Session session) {
        if (options.keepDefiners()) {
            return statement;
        }
        Definers.Rewriting rewriting = options.invoker()
                ? Definers.rewriteForInvokers(statement.bytes(), account)
                : Definers.rewrite(statement.bytes(), account);
        Optional<RewrittenDefiner> old = rewriting.rewritten().map(one -> one.within(database));
        if (old.isPresent() && kept.keeps(rewriting.definer())) {
            if (old.get().kind().equals("trigger")) {
                // It is not looked through before it fires, so that its account may come later. Created again, it would
                // fire
                // last.
                return statement;
            }
            DumpStatement again = statement.with(Definers.orReplace(statement.bytes()));
            waiting.add(new WaitingDefiner(old.get(), rewriting.definer(), HeldStatement.hold(again, session)));
        } else {
            old.ifPresent(rewritten::add);
        }
        return statement.with(rewriting.statement());
    }
}
