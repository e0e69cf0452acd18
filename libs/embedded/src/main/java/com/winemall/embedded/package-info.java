/// PostgreSQL, Kafka and Redis from Maven Central's jars, each ready to be used by others and as
/// durable as in production.
@NullMarked
package com.winemall.embedded;

import org.jspecify.annotations.NullMarked;
