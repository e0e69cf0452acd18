package com.winemall.user.login;

import com.winemall.starter.secret.Secret;
import com.winemall.user.token.AccessToken;

/// What somebody who is logged in has.
///
/// @param expiresIn seconds the access token is good for
record TokenPair(Secret accessToken, String tokenType, long expiresIn, Secret refreshToken) {

    static TokenPair of(AccessToken accessToken, Secret refreshToken) {
        return new TokenPair(
                accessToken.value(), "Bearer", accessToken.expiresIn().toSeconds(), refreshToken);
    }
}
