-- Somebody arrives. One decision, in the order of arrival.
local person, reference, request, quantity, ticket, fresh_ticket, writer =
    ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6], ARGV[7]

-- Whom nobody can answer yet asks again in the same call, so a request counts when it is answered.
local function told(...)
  count('requests')
  return { ... }
end

local state, epoch, run, free, per_person, line, rate, opens, closes = unpack(redis.call('HMGET',
    POOL, 'state', 'epoch', 'run', 'free', 'perPerson', 'line', 'rate', 'opens', 'closes'))
if not state or state == 'REBUILDING' then
  return { 'NOT_READY' }
end
if state == 'CLOSED' or (closes ~= '' and now >= tonumber(closes)) then
  return told('CLOSED')
end
if now < tonumber(opens) then
  return told('NOT_OPEN')
end

-- Whoever has something already is told so, before anybody looks at what is left.
local stand = stand_of(person)
if stand then
  local same = request ~= '' and request == stand.request
  if stand.state == 'h' or stand.state == 'w' then
    return { 'UNWRITTEN' }
  end
  if stand.state == 'W' then
    count('duplicates')
    return told('WAITING', redis.call('ZRANK', LINE, person) + 1)
  end
  if same or stand.state == 'H'
      or tonumber(stand.sold) + tonumber(stand.quantity) + quantity > tonumber(per_person) then
    count('duplicates')
    return told(same and 'SAME' or 'ALREADY', pack(stand))
  end
end
if state == 'PAUSED' then
  return told('PAUSED')
end
if quantity > tonumber(per_person) then
  return told('TOO_MANY', per_person)
end

local fits = tonumber(free) >= quantity and redis.call('ZCARD', LINE) == 0
if not fits and line == '0' then
  count('soldOut')
  return told('SOLD_OUT')
end

-- A Redis that was started anew may have forgotten its last second: PostgreSQL has to tell it.
if string.match(redis.call('INFO', 'server'), 'run_id:(%w+)') ~= run then
  return { 'NOT_READY' }
end

-- The waiting room: one arrival every 1/rate s, up to a second's worth of them at once.
if rate ~= '0' then
  local between = 1000000 / tonumber(rate)
  local due, theirs
  local place = redis.call('HGET', ROOM, person)
  if place then
    due, theirs = string.match(place, '^(%d+)|(.*)$')
    due = tonumber(due)
  end
  if ticket ~= '' and ticket ~= theirs then
    return told('UNKNOWN_TICKET')
  end
  if not place then
    due = math.max(number('nextDue'), now - 1000000) + between
    redis.call('HSET', POOL, 'nextDue', string.format('%.0f', due))
    theirs = fresh_ticket
  end
  if due > now then
    if not place then
      redis.call('HSET', ROOM, person, string.format('%.0f', due) .. '|' .. theirs)
      count('queued')
    end
    return told('QUEUED', math.ceil((due - now) / between), theirs, math.ceil((due - now) / 1000))
  end
  redis.call('HDEL', ROOM, person)
elseif ticket ~= '' then
  return told('UNKNOWN_TICKET')
end

local sold, bought = 0, ''
if stand then
  sold, bought = tonumber(stand.sold) + tonumber(stand.quantity), stand.reference
end
local arrived = string.format('%.0f', now)
local newcomer = { state = 'w', ticket = string.format('%.0f', add('tickets', 1)), number = '0',
  quantity = quantity, sold = sold, arrived = arrived, admitted = '0', reference = reference,
  bought = bought, request = request }
if fits then
  return told('ADMITTED', admit(writer, person, newcomer))
end
remember(person, newcomer)
redis.call('ZADD', LINE, newcomer.ticket, person)
count('waiting')
return told('JOINED', append(writer, 'JOINED', person, newcomer),
  redis.call('ZRANK', LINE, person) + 1)
