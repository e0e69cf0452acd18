package com.winemall.gateway.routes;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// Where the services are.
@Validated
@ConfigurationProperties("winemall.services")
record ServiceSettings(
        @NotNull @Valid Location userService,
        @NotNull @Valid Location productService,
        @NotNull @Valid Location orderService,
        @NotNull @Valid Location couponService,
        @NotNull @Valid Location orderOrchestrator,
        @NotNull @Valid Location notificationService) {

    URI address(Service service) {
        return switch (service) {
            case USER_SERVICE -> userService.address();
            case PRODUCT_SERVICE -> productService.address();
            case ORDER_SERVICE -> orderService.address();
            case COUPON_SERVICE -> couponService.address();
            case ORDER_ORCHESTRATOR -> orderOrchestrator.address();
            case NOTIFICATION_SERVICE -> notificationService.address();
        };
    }

    /// @param address scheme, host and port, and nothing more
    record Location(@NotNull URI address) {

        @AssertTrue(message = "is an address like http://127.0.0.1:8081")
        boolean isPlain() {
            return address.getScheme() != null
                    && address.getHost() != null
                    && address.getRawPath().isEmpty()
                    && address.getRawQuery() == null;
        }
    }
}
