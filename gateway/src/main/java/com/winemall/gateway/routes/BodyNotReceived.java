package com.winemall.gateway.routes;

import com.winemall.gateway.problems.Problem;
import org.jspecify.annotations.Nullable;

/// A request's body ended before its end: it is too large, came too slowly, or the caller went
/// away. The service it was meant for has nothing to do with it.
final class BodyNotReceived extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Problem problem;

    BodyNotReceived(Problem problem, @Nullable Throwable cause) {
        super(problem.title(), cause, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
