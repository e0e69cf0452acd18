package com.winemall.local.cellar;

/// A wine of the cellar.
///
/// @param key its name among the others; the mall never sees it
public record Wine(String key, Product product) {}
