-- A request that was decided before it came to the door.
if redis.call('EXISTS', POOL) == 1 then
  count('requests')
  count(ARGV[1])
end
return {}
