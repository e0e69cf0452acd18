package com.winemall.planted.adapters.web;

import com.winemall.planted.adapters.persistence.RackTable;

/// An adapter that knows another one.
public record RackController(RackTable table) {}
