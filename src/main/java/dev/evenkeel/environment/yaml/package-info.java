/**
 * A YAML file read key by key, and the values that profiles share, accounts and secrets among them. It refuses to
 * know what a profile may say.
 */
package dev.evenkeel.environment.yaml;
