/**
 * The commands that operate a production run: plan, run, resume, undo, approve, reject, status. They refuse to
 * decide anything about servers or data.
 */
package dev.evenkeel.cli.operate;
