/**
 * What people ask of a run that is under way, from another terminal or machine: to pause, to continue, to abort. Owns the files
 * that they ask by and what the run does about them. Refuses to know servers.
 */
package dev.evenkeel.run.control;
