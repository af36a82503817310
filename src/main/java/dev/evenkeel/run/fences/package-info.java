/**
 * The fences of a profile tried on its servers, weeks before anybody freezes them, and the figures kept for plans. Knows which servers
 * and in which order; refuses to know how a fence works.
 */
package dev.evenkeel.run.fences;
