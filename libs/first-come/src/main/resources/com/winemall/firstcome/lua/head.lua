-- Who stands at the head of the line, if it has moved since somebody asked, and that is a while
-- ago.
local limit, interval_millis = tonumber(ARGV[1]), tonumber(ARGV[2])
local moves = number('moves')
if moves == number('movesTold') or now < number('movesToldAt') + interval_millis * 1000 then
  return {}
end
redis.call('HSET', POOL, 'movesTold', moves, 'movesToldAt', string.format('%.0f', now))
return redis.call('ZRANGE', LINE, 0, limit - 1)
