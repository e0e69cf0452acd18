package com.winemall.contracts;

/// What a customer wants if the wine is not there: give up, or wait in line.
public enum WhenOutOfStock {
    CANCEL,
    RESERVE
}
