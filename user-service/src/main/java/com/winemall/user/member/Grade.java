package com.winemall.user.member;

/// What a member is to the shop.
public enum Grade {
    STANDARD,
    VIP
}
