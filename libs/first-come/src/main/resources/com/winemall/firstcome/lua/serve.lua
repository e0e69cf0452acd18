-- Offers free units to the line.
return serve_line(ARGV[1], tonumber(ARGV[2]))
