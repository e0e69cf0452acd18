-- What PostgreSQL remembers of people, in the order of their tickets: person and eight facts each.
for i = 1, #ARGV, 9 do
  local person, quantity, previous = ARGV[i], tonumber(ARGV[i + 4]), stand_of(ARGV[i])
  local stand = { state = ARGV[i + 1], ticket = ARGV[i + 2], number = ARGV[i + 3],
    quantity = quantity, sold = 0, arrived = ARGV[i + 5], admitted = ARGV[i + 6],
    reference = ARGV[i + 7], bought = '', request = ARGV[i + 8] }
  if previous then
    stand.sold, stand.bought =
        tonumber(previous.sold) + tonumber(previous.quantity), previous.reference
  end
  remember(person, stand)
  if stand.state == 'W' then
    redis.call('ZADD', LINE, stand.ticket, person)
  else
    add(stand.state == 'S' and 'sold' or 'held', quantity)
    add('free', -quantity)
    if stand.state == 'S' then
      redis.call('HSET', ENDED, stand.ticket, 'SOLD')
    end
  end
end
return {}
