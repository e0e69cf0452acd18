-- Where somebody stands; nothing changes.
if redis.call('EXISTS', POOL) == 0 then
  return { 'NOT_READY' }
end
local person = ARGV[1]
local stand = stand_of(person)
if not stand then
  local place = redis.call('HGET', ROOM, person)
  if place then
    local due, theirs = string.match(place, '^(%d+)|(.*)$')
    local left = math.max(0, tonumber(due) - now)
    return { 'QUEUED', math.ceil(left * number('rate') / 1000000), theirs, math.ceil(left / 1000) }
  end
  return { 'NOWHERE' }
end
if stand.state == 'W' or stand.state == 'w' then
  local rank = redis.call('ZRANK', LINE, person)
  if not rank then
    return { 'NOWHERE' }
  end
  return { stand.state == 'W' and 'WAITING' or 'UNWRITTEN', rank + 1 }
end
return { stand.state == 'h' and 'UNWRITTEN' or 'SAME', pack(stand) }
