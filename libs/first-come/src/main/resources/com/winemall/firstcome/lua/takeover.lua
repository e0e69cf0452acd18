-- Entries that an instance was handed a while ago and has not said are written: it may be dead.
local writer, idle_millis, limit = ARGV[1], ARGV[2], ARGV[3]
if redis.call('EXISTS', ENTRIES) == 0 then
  return {}
end
return redis.call('XAUTOCLAIM', ENTRIES, GROUP, writer, idle_millis, '0', 'COUNT', limit)[2]
