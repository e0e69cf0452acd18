package com.winemall.firstcome;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody comes to the door.
///
/// @param reference of what their admission would become; kept while they wait in line
/// @param request repeated with the same one, the call gets the stored answer
/// @param ticket what the waiting room gave them
public record Arrival(
        UUID person,
        UUID reference,
        @Nullable String request,
        int quantity,
        @Nullable String ticket) {}
