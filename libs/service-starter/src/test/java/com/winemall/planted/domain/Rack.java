package com.winemall.planted.domain;

import java.sql.Connection;

/// The root of a feature with adapters, knowing SQL.
public record Rack(Connection connection) {}
