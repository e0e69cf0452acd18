-- The pool's counts, all of one moment, and whether this Redis is the one it was built in.
local look = redis.call('HMGET', POOL, 'state', 'epoch', 'quantity', 'free', 'held', 'sold',
    'withdrawn', 'unwritten', 'since', 'run', 'moves', 'movesTold')
local run, moves, moves_told = look[10], look[11], look[12]
if not look[1] then
  return {}
end
look[10] = tostring(redis.call('ZCARD', LINE))
look[11] = tostring(redis.call('XLEN', ENTRIES))
look[12] = run == string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') and '1' or '0'
look[13] = string.format('%.0f', now)
look[14] = tostring(redis.call('HLEN', SECONDS))
look[15] = moves ~= moves_told and '1' or '0'
return look
