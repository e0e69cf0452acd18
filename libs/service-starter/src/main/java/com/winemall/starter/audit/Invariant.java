package com.winemall.starter.audit;

/// Something about a service's tables that must always hold. A bean of this type is all it takes to
/// have it checked.
///
/// @param sentence what holds, for people
/// @param offenders a query for what breaks it: one row each, one column of text. It is one
///   statement and so sees one moment; what is merely under way it has to leave out.
public record Invariant(String sentence, String offenders) {}
