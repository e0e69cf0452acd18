package com.winemall.local.bench;

import java.util.Arrays;

/// How far people were served in the order in which they came.
///
/// @param served how many were served
/// @param inversions pairs of them in which the one who came later was served first
/// @param overtakenMax by how many of those who came later somebody was overtaken at most
record Fairness(int served, long inversions, int overtakenMax) {

    /// @param numbers by order of arrival: as the how-manieth each was served, 0 for who was not
    static Fairness of(long[] numbers) {
        var served = Arrays.stream(numbers).filter(number -> number > 0).toArray();
        // Fenwick's tree over the numbers, filled from the last who came: what it holds below a
        // number came later and was served before.
        var tree = new int[served.length + 1];
        var ranks = ranks(served);
        long inversions = 0;
        int overtakenMax = 0;
        for (int i = served.length - 1; i >= 0; i--) {
            int overtaken = 0;
            for (int at = ranks[i] - 1; at > 0; at -= at & -at) {
                overtaken += tree[at];
            }
            inversions += overtaken;
            overtakenMax = Math.max(overtakenMax, overtaken);
            for (int at = ranks[i]; at <= served.length; at += at & -at) {
                tree[at]++;
            }
        }
        return new Fairness(served.length, inversions, overtakenMax);
    }

    /// Per cent of all pairs.
    double inverted() {
        long pairs = (long) served * (served - 1) / 2;
        return pairs == 0 ? 0 : 100.0 * inversions / pairs;
    }

    private static int[] ranks(long[] numbers) {
        var sorted = numbers.clone();
        Arrays.sort(sorted);
        return Arrays.stream(numbers)
                .mapToInt(number -> Arrays.binarySearch(sorted, number) + 1)
                .toArray();
    }
}
