package com.winemall.local.cellar;

/// What kind of wine it is.
public enum WineType {
    RED,
    WHITE,
    ROSE,
    SPARKLING,
    DESSERT,
    FORTIFIED
}
