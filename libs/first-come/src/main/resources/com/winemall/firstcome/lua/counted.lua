-- What was counted lately, and which second it is.
return { second, redis.call('HGETALL', SECONDS) }
