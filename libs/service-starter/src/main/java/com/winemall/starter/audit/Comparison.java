package com.winemall.starter.audit;

/// Something that must always hold between a service's books and somebody else's. A bean of this
/// type is all it takes to have it checked. What is merely under way it has to leave out, and that
/// the other could not be asked it says as a check that does not hold.
@FunctionalInterface
public interface Comparison {

    Check compare();
}
