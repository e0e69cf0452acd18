package com.winemall.starter.web;

/// One thing that is wrong with a request.
///
/// @param field its path within the body, or the parameter's name
public record InvalidField(String field, String message) {}
