/**
 * How the services' requests and answers are written: read and written by the SDK's own description of its model, so that
 * no shape is ours. It refuses to know what an operation does.
 */
package dev.evenkeel.provision.lookalike.wire;
