-- Somebody leaves the line. Who comes next may want less than they did, so the line is looked at.
local person, writer, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
if redis.call('EXISTS', POOL) == 0 then
  return { 'NOT_READY' }
end
local stand = stand_of(person)
if not stand or redis.call('ZREM', LINE, person) == 0 then
  return { 'NOWHERE' }
end
add('moves', 1)
local left = append(writer, 'LEFT', person, stand)
forget(person, stand)
local entries = serve_line(writer, limit)
table.insert(entries, 1, left)
return { 'LEFT', entries }
