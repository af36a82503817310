/**
 * Decides whether one server holds what another holds: rows at rest ({@code rows}, {@code still}) and while they are written
 * to ({@code live}, with {@code changes} and {@code strangers}), and everything else ({@code inventory}). The answers, which
 * all of them give, are here: the same, different, or could not tell. It refuses to know how the servers came to their
 * positions.
 */
package dev.evenkeel.parity;
