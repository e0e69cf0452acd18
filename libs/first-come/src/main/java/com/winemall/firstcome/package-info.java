/// N units, people in the order of their arrival, one waiting line.
///
/// Redis decides: one Lua script is one decision, and whoever comes after it sees it. PostgreSQL
/// holds: an admission is said to be one only when it is written, and may still be refused. What
/// lies between the two is a stream of entries that stay on somebody's list until they are written,
/// so nothing is lost whoever dies.
///
/// Start reading at [Door], then [EntryWriter], then [Keeper].
@NullMarked
package com.winemall.firstcome;

import org.jspecify.annotations.NullMarked;
