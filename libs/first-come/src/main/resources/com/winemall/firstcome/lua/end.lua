-- PostgreSQL has ended an admission: its units were sold, or are back. Each happens to a ticket
-- once, a return also after the sale; what a rebuilt pool has counted already is left alone.
local person, ticket, quantity, what, code, epoch, writer, limit =
    ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8])
local state, current = unpack(redis.call('HMGET', POOL, 'state', 'epoch'))
if not state then
  return { 'NOT_READY' }
end
if current ~= epoch then
  return { 'DONE', {} }
end
local before = redis.call('HGET', ENDED, ticket)
if before == 'RELEASED' or before == what then
  return { 'DONE', {} }
end
redis.call('HSET', ENDED, ticket, what)
if code ~= '' then
  count(code)
end

local stand = stand_of(person)
local current_ticket = stand and stand.ticket == ticket and (stand.state ~= 'W' and stand.state ~= 'w')
if what == 'SOLD' then
  add('held', -quantity)
  add('sold', quantity)
  if current_ticket then
    stand.state = 'S'
    remember(person, stand)
  end
  return { 'DONE', {} }
end

add(before == 'SOLD' and 'sold' or 'held', -quantity)
add(state == 'CLOSED' and 'withdrawn' or 'free', quantity)
if current_ticket then
  forget(person, stand)
elseif stand and before == 'SOLD' then
  stand.sold = tonumber(stand.sold) - quantity
  if stand.state == 'S' and stand.quantity == '0' then
    forget(person, stand)
  else
    remember(person, stand)
  end
end
return { 'DONE', serve_line(writer, limit) }
