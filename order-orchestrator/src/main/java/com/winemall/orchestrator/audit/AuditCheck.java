package com.winemall.orchestrator.audit;

/// One thing that must always hold.
///
/// @param detail the first offenders, or why it could not be checked; empty if it holds
record AuditCheck(String name, boolean holds, String detail) {}
