-- Takes one token from every bucket, or none from any. Answers how many microseconds to wait; 0: taken.
--
-- A bucket is the time at which it will be full again, so one that is full need not be kept.
-- KEYS  the buckets, sharing a hash tag
-- ARGV  for each of them: the microseconds one token takes to come back, and how many it holds
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait = 0
local full = {}
for i, key in ipairs(KEYS) do
  local interval = tonumber(ARGV[2 * i - 1])
  local burst = tonumber(ARGV[2 * i])
  full[i] = math.max(now, tonumber(redis.call('GET', key) or 0)) + interval
  wait = math.max(wait, full[i] - interval * burst - now)
end
if wait > 0 then
  return math.ceil(wait)
end
for i, key in ipairs(KEYS) do
  redis.call('SET', key, string.format('%.0f', full[i]), 'PX', math.ceil((full[i] - now) / 1000))
end
return 0
