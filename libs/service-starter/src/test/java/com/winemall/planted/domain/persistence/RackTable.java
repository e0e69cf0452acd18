package com.winemall.planted.domain.persistence;

import com.winemall.planted.domain.Rack;

/// An adapter, which makes its parent the root of a feature.
public record RackTable(Rack rack) {}
