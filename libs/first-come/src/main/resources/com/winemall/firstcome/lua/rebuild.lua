-- Forgets what there is and begins a pool anew under another epoch; it takes nobody in until it is
-- finished. Followed by the people (recall.lua) and finish.lua.
redis.call('DEL', PEOPLE, LINE, ENTRIES, ENDED, ROOM, POOL)
redis.call('XGROUP', 'CREATE', ENTRIES, GROUP, '0', 'MKSTREAM')
redis.call('HSET', POOL, 'state', 'REBUILDING', 'since', string.format('%.0f', now),
    'run', string.match(redis.call('INFO', 'server'), 'run_id:(%w+)'), 'held', 0, 'sold', 0,
    'unwritten', 0, unpack(ARGV))
return {}
