package com.winemall.gateway.door;

/// Paths that mean the same to everybody. One that climbs (`..`), or hides a separator, could pass
/// here as one thing and be another to a service.
final class PlainPaths {

    private static final int HEX = 16;

    private PlainPaths() {}

    static boolean include(String rawPath) {
        int segment = 0;
        for (int i = 0; i <= rawPath.length(); i++) {
            char next = i == rawPath.length() ? '/' : rawPath.charAt(i);
            if (next == '/') {
                if (i > 0 && isOdd(rawPath, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (next == ';' || next == '\\' || (next == '%' && hides(rawPath, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOdd(String path, int from, int to) {
        boolean last = to == path.length();
        return switch (to - from) {
            case 0 -> !last;
            case 1 -> path.charAt(from) == '.';
            case 2 -> path.charAt(from) == '.' && path.charAt(from + 1) == '.';
            default -> false;
        };
    }

    private static boolean hides(String path, int percent) {
        if (percent + 2 >= path.length()) {
            return true;
        }
        int high = Character.digit(path.charAt(percent + 1), HEX);
        int low = Character.digit(path.charAt(percent + 2), HEX);
        if (high < 0 || low < 0) {
            return true;
        }
        int character = high * HEX + low;
        return character < ' '
                || switch (character) {
                    case '.', '/', '\\', ';', '%', 0x7F -> true;
                    default -> false;
                };
    }
}
