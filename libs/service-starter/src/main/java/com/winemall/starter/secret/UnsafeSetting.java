package com.winemall.starter.secret;

/// A setting a service does not start with. Says why and never repeats the value.
public final class UnsafeSetting extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String action;

    /// @param action what to do about it
    public UnsafeSetting(String property, String reason, String action) {
        super(property + " " + reason);
        this.action = action;
    }

    String action() {
        return action;
    }
}
