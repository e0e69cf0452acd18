package com.winemall.starter.web;

import java.util.List;
import java.util.function.Function;

/// One page of a longer list.
public record PageOf<T>(List<T> content, Page page) {

    public static <T> PageOf<T> of(List<T> content, Paging paging, long totalElements) {
        long totalPages = Math.ceilDiv(totalElements, paging.size());
        return new PageOf<>(
                content, new Page(paging.page(), paging.size(), totalElements, totalPages));
    }

    public <R> PageOf<R> map(Function<? super T, ? extends R> mapping) {
        List<R> mapped = content.stream().<R>map(mapping).toList();
        return new PageOf<>(mapped, page);
    }

    /// @param number from 0
    public record Page(int number, int size, long totalElements, long totalPages) {}
}
