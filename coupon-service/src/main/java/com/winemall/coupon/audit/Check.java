package com.winemall.coupon.audit;

/// One thing that must always hold, and whether it does.
///
/// @param detail what was counted
record Check(String name, boolean holds, String detail) {}
