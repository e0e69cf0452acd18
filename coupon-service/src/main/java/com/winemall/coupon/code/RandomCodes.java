package com.winemall.coupon.code;

import java.security.SecureRandom;
import org.springframework.stereotype.Component;

/// Codes nobody can guess: every symbol is chance.
@Component
final class RandomCodes implements FreshCodes {

    private final SecureRandom random = new SecureRandom();

    @Override
    public Code next() {
        var bytes = new byte[Code.LENGTH];
        random.nextBytes(bytes);
        var symbols = new StringBuilder(Code.LENGTH);
        for (byte chance : bytes) {
            // 32 divides 256, so every symbol is as likely as every other.
            symbols.append(Code.ALPHABET.charAt(Byte.toUnsignedInt(chance) % 32));
        }
        return new Code(symbols.toString());
    }
}
