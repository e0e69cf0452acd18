package com.winemall.product.replenishment.kafka;

import com.winemall.contracts.Topics;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where a request is between its tries.
final class WorkTopics {

    /// Part of the consumer's group and of all topics' names.
    static final String CONSUMER = "factory";

    /// Where it begins, and where an operator brings it back to.
    static final String FIRST = Topics.PRODUCT_REPLENISHMENTS.name();

    static final String DEAD_LETTERS = FIRST + "." + CONSUMER + ".dlt";

    private WorkTopics() {}

    /// Where it waits for a try.
    ///
    /// @param number of the try, from 1
    static String before(int number) {
        return number == 1 ? FIRST : FIRST + "." + CONSUMER + ".retry-" + (number - 1);
    }

    /// Those nobody else makes.
    static Stream<String> own(int triesMax) {
        return Stream.concat(
                IntStream.rangeClosed(2, triesMax).mapToObj(WorkTopics::before),
                Stream.of(DEAD_LETTERS));
    }
}
