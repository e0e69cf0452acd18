-- The rebuilt pool takes people in again, or stays paused or closed, as PostgreSQL says.
local epoch, state, writer, limit = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local current_state, current_epoch = unpack(redis.call('HMGET', POOL, 'state', 'epoch'))
if current_state ~= 'REBUILDING' or current_epoch ~= epoch then
  return { 'DONE', {} }
end
redis.call('HSET', POOL, 'state', state)
if state == 'CLOSED' then
  add('withdrawn', number('free'))
  redis.call('HSET', POOL, 'free', 0)
  redis.call('DEL', LINE)
  return { 'DONE', { append(writer, 'CLOSED') } }
end
return { 'DONE', serve_line(writer, limit) }
