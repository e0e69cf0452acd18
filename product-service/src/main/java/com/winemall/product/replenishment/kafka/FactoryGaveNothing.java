package com.winemall.product.replenishment.kafka;

/// The factory could not be brought to take an order. Its request goes to the dead letters.
final class FactoryGaveNothing extends RuntimeException {

    private static final long serialVersionUID = 1;

    FactoryGaveNothing(String reason) {
        super(reason);
    }
}
