-- The pool becomes what PostgreSQL says it is: its state, and how many units it has in all.
local epoch, state, quantity, writer, limit =
    ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local current_state, current_epoch = unpack(redis.call('HMGET', POOL, 'state', 'epoch'))
if not current_state or current_state == 'REBUILDING' or current_epoch ~= epoch then
  return { 'NOT_READY' }
end
if current_state == 'CLOSED' then
  return { 'DONE', {} }
end
local more = quantity - number('quantity')
if more > 0 then
  add('quantity', more)
  add('free', more)
end
redis.call('HSET', POOL, 'state', state)
if state ~= 'CLOSED' then
  return { 'DONE', serve_line(writer, limit) }
end
add('withdrawn', number('free'))
redis.call('HSET', POOL, 'free', 0)
redis.call('DEL', LINE, ROOM)
return { 'DONE', { append(writer, 'CLOSED') } }
