package com.winemall.orchestrator.saga.simulation;

/// The world does not make sense.
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1;

    Violation(String what) {
        super(what);
    }
}
