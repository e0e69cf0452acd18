package com.winemall.starter.web;

import com.winemall.contracts.CustomerId;

/// Who is calling, as their access token says. Controllers take it as a parameter.
///
/// @param name what operators' actions are recorded under
public record Caller(CustomerId id, String name, boolean admin) {}
