package com.winemall.planted.names;

interface TextUtils {}
