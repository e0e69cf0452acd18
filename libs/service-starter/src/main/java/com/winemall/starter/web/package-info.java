/// The HTTP face all services share: problem answers, pages, and who is calling.
@NullMarked
package com.winemall.starter.web;

import org.jspecify.annotations.NullMarked;
