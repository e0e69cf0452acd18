package com.winemall.starter.web;

import com.winemall.contracts.CustomerId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives controllers their [Caller].
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (!(authentication instanceof JwtAuthenticationToken token)) {
            throw new Refused(CommonProblem.UNAUTHENTICATED, "Log in first");
        }
        return callerOf(token.getToken());
    }

    private static Caller callerOf(Jwt token) {
        var subject = Objects.requireNonNull(token.getSubject(), "a token without a subject");
        var roles = token.getClaimAsStringList("roles");
        var name = token.getClaimAsString("name");
        return new Caller(
                new CustomerId(UUID.fromString(subject)),
                name == null ? subject : name,
                roles != null && roles.contains("ADMIN"));
    }
}
