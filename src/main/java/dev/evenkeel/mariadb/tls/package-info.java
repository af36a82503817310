/**
 * TLS of a connection: whose certificate is accepted, and in which words one is refused. It refuses to know roles and
 * profiles, and holds no keys: a client has none.
 */
package dev.evenkeel.mariadb.tls;
