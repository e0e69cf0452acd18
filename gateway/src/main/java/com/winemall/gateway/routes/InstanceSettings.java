package com.winemall.gateway.routes;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where it is written which instances the services have, for lack of a cluster that knows it.
///
/// @param file each line names a service and the addresses of its instances, as in
///   `order-service=http://127.0.0.1:8083,http://127.0.0.1:8183`; a service that is not in it is
///   where [ServiceSettings] says, and without a file all are
/// @param readEvery how soon a change is noticed
@ConfigurationProperties("winemall.instances")
record InstanceSettings(@Nullable Path file, @DefaultValue("100ms") Duration readEvery) {}
