/**
 * Accounts, their grants, and what the account at hand may see and pass on. It refuses to change any.
 */
package dev.evenkeel.catalog.account;
