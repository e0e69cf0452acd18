package com.winemall.orchestrator.saga;

/// Whether a command does its step or undoes it.
public enum Direction {
    FORWARD,
    COMPENSATE
}
