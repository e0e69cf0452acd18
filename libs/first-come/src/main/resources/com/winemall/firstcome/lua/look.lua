-- The pool's counts, all of one moment, and whether this Redis is the one it was built in.
if redis.call('EXISTS', POOL) == 0 then
  return {}
end
local counts = redis.call('HMGET', POOL, 'state', 'epoch', 'quantity', 'free', 'held', 'sold',
    'withdrawn', 'unwritten', 'since')
counts[#counts + 1] = tostring(redis.call('ZCARD', LINE))
counts[#counts + 1] = tostring(redis.call('XLEN', ENTRIES))
counts[#counts + 1] = field('run') == string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
    and '1' or '0'
counts[#counts + 1] = string.format('%.0f', now)
return counts
