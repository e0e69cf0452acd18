package com.winemall.local.outside;

/// What is wrong with one field of a request.
record InvalidField(String field, String message) {}
