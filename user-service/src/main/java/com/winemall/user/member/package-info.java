/// Members: joining, their profile, leaving. Everybody else learns of it from `user.events`.
@NullMarked
package com.winemall.user.member;

import org.jspecify.annotations.NullMarked;
