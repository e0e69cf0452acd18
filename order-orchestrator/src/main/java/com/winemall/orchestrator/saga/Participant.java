package com.winemall.orchestrator.saga;

/// Who is asked to do a step.
///
/// @param service by its name, as operators know it
/// @param consumer of its commands, by the name its listener gives itself
public record Participant(String service, String consumer) {

    /// The consumer group that reads its commands.
    public String group() {
        return service + "." + consumer;
    }

    @Override
    public String toString() {
        return service;
    }
}
