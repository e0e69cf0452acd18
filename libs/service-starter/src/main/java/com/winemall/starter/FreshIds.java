package com.winemall.starter;

import java.util.UUID;

/// Where new ids come from: UUIDs of version 7, which grow with time and so stay together in an
/// index.
@FunctionalInterface
public interface FreshIds {

    UUID next();
}
