/**
 * RDS, KMS, CloudWatch, Secrets Manager, Route 53 and STS: who the instances are, what they store, what is about to happen to them, and what is
 * asked of them. The only user of the SDK beside the look-alike, which answers it. It refuses to know Cucumber and what a run
 * does with the servers.
 *
 * <p>A profile of another kind loads nothing of the SDK: kinds and specs hold plain values, and the clients are made when
 * servers are opened.
 */
package dev.evenkeel.aws;
