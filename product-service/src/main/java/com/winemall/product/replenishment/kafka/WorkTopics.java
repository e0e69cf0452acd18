package com.winemall.product.replenishment.kafka;

import com.winemall.contracts.Topics;
import java.util.List;
import java.util.stream.IntStream;

/// Where a request is between its tries.
final class WorkTopics {

    /// Who gives requests up, as their dead letters say.
    static final String CONSUMER = "factory";

    /// Where they come from, and where an operator brings them back to.
    static final String REQUESTS = Topics.PRODUCT_REPLENISHMENTS.name();

    static final String DEAD_LETTERS = REQUESTS + "." + CONSUMER + ".dlt";

    private WorkTopics() {}

    /// Where a request waits for a try.
    ///
    /// @param number of the try, from 1
    static String before(int number) {
        var own = number == 1 ? "work" : "retry-" + (number - 1);
        return REQUESTS + "." + CONSUMER + "." + own;
    }

    static List<String> all(int triesMax) {
        return IntStream.rangeClosed(1, triesMax).mapToObj(WorkTopics::before).toList();
    }
}
