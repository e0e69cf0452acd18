package com.winemall.starter.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/// Which page of a list is wanted; taken from `?page=0&size=20`.
///
/// @param page from 0
/// @param size at most 100
public record Paging(
        @Min(0) @Max(100_000) Integer page, @Min(1) @Max(Paging.SIZE_MAX) Integer size) {

    public static final int SIZE_MAX = 100;
    private static final int SIZE_DEFAULT = 20;

    public Paging(@Nullable Integer page, @Nullable Integer size) {
        this.page = page == null ? Integer.valueOf(0) : page;
        this.size = size == null ? Integer.valueOf(SIZE_DEFAULT) : size;
    }

    public long offset() {
        return (long) page * size;
    }
}
