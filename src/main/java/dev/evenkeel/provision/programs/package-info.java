/**
 * MariaDB's programs and others, fetched once, pinned by their digests and unpacked below the cache folder. It refuses to know
 * what is done with a server.
 */
package dev.evenkeel.provision.programs;
