package com.winemall.user.local;

import com.winemall.contracts.CustomerId;
import com.winemall.starter.secret.LocalMall;
import com.winemall.starter.secret.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Makes a crowd for a load test. On this service's own port only; the gateway does not know it.
@RestController
@Profile(LocalMall.PROFILE)
class CrowdController {

    private final MakeCrowdHandler makeCrowd;

    CrowdController(MakeCrowdHandler makeCrowd) {
        this.makeCrowd = makeCrowd;
    }

    @PostMapping("/local/members")
    @ResponseStatus(HttpStatus.CREATED)
    List<Person> make(@Valid @RequestBody Crowd crowd) {
        return makeCrowd.handle(crowd.count());
    }

    record Crowd(@NotNull @Min(1) @Max(10_000) Integer count) {}

    record Person(CustomerId id, String email, String name, Secret accessToken) {}
}
