-- PostgreSQL has written these entries: person, ticket, units admitted and entry id of each.
for i = 1, #ARGV, 4 do
  local person, ticket, units, id = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if redis.call('XACK', ENTRIES, GROUP, id) == 1 then
    redis.call('XDEL', ENTRIES, id)
    if units ~= '0' then
      add('unwritten', '-' .. units)
    end
    local stand = stand_of(person)
    if stand and stand.ticket == ticket then
      if stand.state == 'h' and units ~= '0' then
        stand.state = 'H'
        remember(person, stand)
      elseif stand.state == 'w' and units == '0' then
        stand.state = 'W'
        remember(person, stand)
      end
    end
  end
end
return {}
