package com.winemall.product.catalogue;

/// What kind of wine it is.
enum WineType {
    RED,
    WHITE,
    ROSE,
    SPARKLING,
    DESSERT,
    FORTIFIED
}
