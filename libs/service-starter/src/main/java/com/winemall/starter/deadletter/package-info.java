/// The dead letters of a service, for operators: a table filled from the topics they are put on, in
/// which they can be searched, redriven and discarded.
@NullMarked
package com.winemall.starter.deadletter;

import org.jspecify.annotations.NullMarked;
