package com.winemall.notification;

/// What only this service may know. Whatever prints the settings it is part of does not print it.
public record Secret(String value) {

    @Override
    public String toString() {
        return "(secret)";
    }
}
