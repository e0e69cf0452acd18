package com.winemall.planted.adapters.persistence;

/// The one it knows.
public record RackTable(String name) {}
