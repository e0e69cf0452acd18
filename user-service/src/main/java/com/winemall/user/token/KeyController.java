package com.winemall.user.token;

import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Publishes the public keys, for every service to check tokens with.
@RestController
class KeyController {

    private final SigningKeys keys;
    private final CacheControl caching;

    KeyController(SigningKeys keys, AccessTokenSettings settings) {
        this.keys = keys;
        this.caching = CacheControl.maxAge(settings.keysPublishedFor()).cachePublic();
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<Map<String, Object>> published() {
        return ResponseEntity.ok().cacheControl(caching).body(keys.published().toJSONObject());
    }
}
