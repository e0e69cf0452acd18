package com.winemall.coupon.claim.web;

import com.winemall.starter.web.CommonProblem;
import com.winemall.starter.web.Refused;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/// The answer to whoever has named too many codes that are not theirs.
final class TooManyGuesses extends Refused {

    private static final long serialVersionUID = 1;

    private TooManyGuesses(String detail) {
        super(CommonProblem.TOO_MANY_REQUESTS, detail);
    }

    /// @param response gets the header that says when to come back
    static TooManyGuesses answer(HttpServletResponse response, Duration remaining) {
        // Rounded up: whoever comes back exactly then is looked at again.
        long seconds = Math.max(1, remaining.plusMillis(999).toSeconds());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return new TooManyGuesses("Try again in " + seconds + " seconds");
    }
}
