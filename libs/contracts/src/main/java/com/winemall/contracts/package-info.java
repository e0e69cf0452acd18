/// What crosses a boundary: the topics, their messages and the ids in them. Nothing here decides
/// anything; the golden JSON files in the tests hold the wire still.
@NullMarked
package com.winemall.contracts;

import org.jspecify.annotations.NullMarked;
