/**
 * Tries a profile's fence on real servers that others use: on a table and an account that are made for it and removed afterwards. It
 * refuses to know what a run is, and touches nothing that it has not made.
 */
package dev.evenkeel.provision.trial;
