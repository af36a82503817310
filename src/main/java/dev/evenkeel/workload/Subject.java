package dev.evenkeel.workload;

import dev.evenkeel.mariadb.Server;
import dev.evenkeel.mariadb.Session;

/** What an application writes to, and how its writes are found again. */
interface Subject {
    /** Looks whether it can be written to. Called once, before the first write. */
    void check(Session session);

    /** What one connection writes. */
    Writing writing(Ledger ledger, int connection, Writer.Recorder recorder);

    /** What a server holds of the ledger's writes. */
    Found find(Server server, Ledger ledger);

    /** The sample database, with writes of every kind. */
    static Subject sample(long seed) {
        return new Subject() {
            private Statements.References references;

            @Override
            public void check(Session session) {
                references = Statements.References.read(session);
            }

            @Override
            public Writing writing(Ledger ledger, int connection, Writer.Recorder recorder) {
                return new Writer(ledger, connection, seed, references, recorder);
            }

            @Override
            public Found find(Server server, Ledger ledger) {
                return Found.read(server, ledger);
            }
        };
    }
}
