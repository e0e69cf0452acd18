package com.winemall.firstcome;

import org.jspecify.annotations.Nullable;

/// A row of `place`.
///
/// @param code why it was refused, or what its end is counted as
record WrittenPlace(Place place, PlaceState state, @Nullable String code) {}
