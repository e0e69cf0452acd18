package com.winemall.user.login;

import com.winemall.starter.secret.Secret;
import com.winemall.starter.web.Refused;
import com.winemall.user.UserProblem;
import com.winemall.user.password.LoginLocked;
import com.winemall.user.password.PasswordLength;
import com.winemall.user.session.Sessions;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Logging in, staying logged in and logging out. None of it needs an access token.
@RestController
@RequestMapping("/api/auth")
class AuthController {

    private final LoginHandler login;
    private final RefreshHandler refresh;
    private final Sessions sessions;

    AuthController(LoginHandler login, RefreshHandler refresh, Sessions sessions) {
        this.login = login;
        this.refresh = refresh;
        this.sessions = sessions;
    }

    @PostMapping("/login")
    TokenPair login(@Valid @RequestBody Credentials body, HttpServletResponse response) {
        return switch (login.handle(body.email(), body.password())) {
            case LoginHandler.Outcome.LoggedIn(var tokens) -> tokens;
            case LoginHandler.Outcome.BadCredentials() ->
                    throw new Refused(
                            UserProblem.BAD_CREDENTIALS, "No member has this address and password");
            case LoginHandler.Outcome.Locked(var remaining) ->
                    throw LoginLocked.answer(response, remaining);
        };
    }

    @PostMapping("/refresh")
    TokenPair refresh(@Valid @RequestBody RefreshToken body) {
        return switch (refresh.handle(body.refreshToken())) {
            case RefreshHandler.Outcome.Refreshed(var tokens) -> tokens;
            case RefreshHandler.Outcome.Reused() ->
                    throw new Refused(
                            UserProblem.REFRESH_REUSED, "This login has ended; log in again");
            // Not UNAUTHENTICATED, which to many clients means: refresh, and try again.
            case RefreshHandler.Outcome.BadCredentials() ->
                    throw new Refused(
                            UserProblem.BAD_CREDENTIALS,
                            "The refresh token is unknown, has run out, or was logged out");
        };
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@Valid @RequestBody RefreshToken body) {
        sessions.end(body.refreshToken());
    }

    /// The address may be anything: one nobody could have is one nobody has.
    record Credentials(
            @NotNull @Size(min = 1, max = 254) String email,
            @NotNull @PasswordLength(min = 1) Secret password) {}

    record RefreshToken(@NotNull Secret refreshToken) {}
}
