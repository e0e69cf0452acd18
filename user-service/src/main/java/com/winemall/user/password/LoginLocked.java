package com.winemall.user.password;

import com.winemall.starter.web.Refused;
import com.winemall.user.UserProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/// The answer to whoever guesses at an address that is locked.
public final class LoginLocked extends Refused {

    private static final long serialVersionUID = 1;

    private LoginLocked(String detail) {
        super(UserProblem.LOGIN_LOCKED, detail);
    }

    /// @param response gets the header that says when to come back
    public static LoginLocked answer(HttpServletResponse response, Duration remaining) {
        // Rounded up: whoever comes back exactly then finds the lock gone.
        long seconds = Math.max(1, remaining.plusMillis(999).toSeconds());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return new LoginLocked("Try again in " + seconds + " seconds");
    }
}
