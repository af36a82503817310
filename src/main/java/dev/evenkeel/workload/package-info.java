/**
 * An application that writes while its database is moved, the ledger of what it was told is safe, the clock of its
 * outage, and the sample database it writes to. It refuses to know what is done to the servers meanwhile.
 */
package dev.evenkeel.workload;
