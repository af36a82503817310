package dev.evenkeel.event;

/** An entry of a kind that this version does not know, such as a later one writes. */
public record Unknown(String kind) implements Event {}
