package com.winemall.planted.flat;

import java.sql.Connection;

/// A flat feature may know SQL: it has no adapters to leave it to.
public record Shelf(Connection connection) {}
