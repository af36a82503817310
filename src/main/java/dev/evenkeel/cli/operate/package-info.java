/**
 * The commands that operate a run: plan, run, resume, undo, approve, reject, status; and what Ctrl-C means to one.
 * It refuses to decide anything about servers or data.
 */
package dev.evenkeel.cli.operate;
