package com.winemall.local.client;

/// A member made for trying the mall.
///
/// @param accessToken good for an hour
public record Customer(String id, String email, String name, String accessToken) {}
