package com.winemall.local.command;

/// Something the user can mend, said in one line.
public class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Failure(String message) {
        super(message);
    }
}
