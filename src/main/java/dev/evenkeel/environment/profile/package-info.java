/**
 * Reads a whole profile and reports all its problems at once; a reader for each part of it. It refuses to know which
 * kinds of servers, fences and switches there are.
 */
package dev.evenkeel.environment.profile;
