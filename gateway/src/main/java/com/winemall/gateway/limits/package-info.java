/// How often somebody may call: token buckets in Redis, and nothing when Redis is away.
@NullMarked
package com.winemall.gateway.limits;

import org.jspecify.annotations.NullMarked;
