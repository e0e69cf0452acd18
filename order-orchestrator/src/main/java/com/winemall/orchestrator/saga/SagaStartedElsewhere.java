package com.winemall.orchestrator.saga;

/// Another process started one of these sagas in the same moment. Trying again finds it.
public class SagaStartedElsewhere extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SagaStartedElsewhere(int wanted, int stored) {
        super("only " + stored + " of " + wanted + " sagas were new");
    }
}
