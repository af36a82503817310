/**
 * What a server is and how it is set: identity, variables, encryption, time zone. It refuses to know what it holds.
 */
package dev.evenkeel.catalog.server;
