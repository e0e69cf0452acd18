-- What the decisions of a pool share. It is put in front of each of them.
--
-- All keys of a pool carry its id as their hash tag and are passed, always in this order:
local POOL, PEOPLE, LINE, ENTRIES, ENDED, ROOM, SECONDS =
    KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7]
-- POOL     what the pool has: state, epoch, run, quantity, free, held, sold, withdrawn, …
-- PEOPLE   person → where they stand, as packed below
-- LINE     who waits, by ticket
-- ENTRIES  the stream of what PostgreSQL has not written yet
-- ENDED    what became of tickets, so that nothing happens to one twice
-- ROOM     person → when they may come in from the waiting room, and their ticket for it
-- SECONDS  what was counted lately: 'second:code' → how often

local GROUP = 'writers'

local time = redis.call('TIME')
local second, now = time[1], time[1] * 1000000 + time[2]

local function field(name)
  return redis.call('HGET', POOL, name)
end

local function number(name)
  return tonumber(field(name) or '0')
end

local function add(name, amount)
  return redis.call('HINCRBY', POOL, name, amount)
end

local function count(code)
  redis.call('HINCRBY', SECONDS, second .. ':' .. code, 1)
end

-- Where a person stands:
--   W  waits in line          H  has units, and PostgreSQL has it written     S  has bought
--   w  the same, not written  h  the same, not written
-- `sold` counts what was bought before, by other tickets; `bought` is the last of those.
local function pack(stand)
  return table.concat({ stand.state, stand.ticket, stand.number, stand.quantity, stand.sold,
    stand.arrived, stand.admitted, stand.reference, stand.bought, stand.request }, '|')
end

local function unpack_stand(packed)
  if not packed then
    return nil
  end
  local state, ticket, admission, quantity, sold, arrived, admitted, reference, bought, request =
      string.match(packed, '^(%a)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)|([^|]*)|([^|]*)|(.*)$')
  return { state = state, ticket = ticket, number = admission, quantity = quantity, sold = sold,
    arrived = arrived, admitted = admitted, reference = reference, bought = bought,
    request = request }
end

local function stand_of(person)
  return unpack_stand(redis.call('HGET', PEOPLE, person))
end

local function remember(person, stand)
  redis.call('HSET', PEOPLE, person, pack(stand))
end

-- Forgets a person's ticket, though not what they bought with others.
local function forget(person, stand)
  if tonumber(stand.sold) == 0 then
    redis.call('HDEL', PEOPLE, person)
    return
  end
  stand.state, stand.quantity, stand.request = 'S', 0, ''
  stand.reference = stand.bought
  remember(person, stand)
end

-- Appends what PostgreSQL is to write and hands it to the calling instance in the same breath: it
-- stays on that instance's list until it says it is written, or until another instance takes over.
local function append(writer, kind, person, stand)
  local entry = { 'kind', kind, 'epoch', field('epoch') }
  if person then
    for _, part in ipairs({ 'person', person, 'ticket', stand.ticket, 'number', stand.number,
      'quantity', stand.quantity, 'reference', stand.reference, 'request', stand.request,
      'arrived', stand.arrived, 'admitted', stand.admitted }) do
      entry[#entry + 1] = part
    end
  end
  entry[#entry + 1] = 'at'
  entry[#entry + 1] = string.format('%.0f', now)
  local id = redis.call('XADD', ENTRIES, '*', unpack(entry))
  redis.call('XREADGROUP', 'GROUP', GROUP, writer, 'COUNT', 1, 'STREAMS', ENTRIES, '>')
  return { id, entry }
end

-- Gives units to a person, who may have waited.
local function admit(writer, person, stand)
  stand.number = string.format('%.0f', add('numbers', 1))
  stand.admitted = string.format('%.0f', now)
  stand.state = 'h'
  add('free', -stand.quantity)
  add('held', stand.quantity)
  add('unwritten', stand.quantity)
  remember(person, stand)
  count('admitted')
  return append(writer, 'ADMITTED', person, stand)
end

-- Serves the line from its head while there are units for whoever is first; nobody is overtaken by
-- somebody who wants less. At most `limit` people, so that no call keeps the others out for long.
local function serve_line(writer, limit)
  local served = {}
  while #served < limit and field('state') == 'OPEN' do
    local person = redis.call('ZRANGE', LINE, 0, 0)[1]
    if not person then
      break
    end
    local stand = stand_of(person)
    if tonumber(stand.quantity) > number('free') then
      break
    end
    redis.call('ZREM', LINE, person)
    add('moves', 1)
    served[#served + 1] = admit(writer, person, stand)
  end
  return served
end
