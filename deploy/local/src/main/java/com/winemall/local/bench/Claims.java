package com.winemall.local.bench;

/// One way of giving out units in the order in which people come.
interface Claims {

    String name();

    /// Begins anew, with so many units.
    void open(RedisConnection redis, int units);

    /// @param person nobody claims twice
    /// @return as the how-manieth they were served, from 1; 0 if there was nothing left
    long claim(RedisConnection redis, String person);
}
