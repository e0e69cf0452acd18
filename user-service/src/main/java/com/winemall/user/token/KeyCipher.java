package com.winemall.user.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.winemall.starter.secret.UnsafeSetting;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Encrypts private keys for the database, with AES-GCM. The kid is bound in, so that a row's key
/// cannot pass for another row's.
final class KeyCipher {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    KeyCipher(SecretKey key) {
        this.key = key;
    }

    /// @return a fresh nonce, and what was encrypted with it
    byte[] encrypt(String kid, byte[] plain) {
        try {
            var nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, kid, nonce).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key " + kid + " cannot be encrypted", e);
        }
    }

    /// @throws UnsafeSetting if it was encrypted under another secret
    byte[] decrypt(String kid, byte[] encrypted) {
        try {
            var bytes = ByteBuffer.wrap(encrypted);
            var nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            var sealed = new byte[bytes.remaining()];
            bytes.get(sealed);
            return cipher(Cipher.DECRYPT_MODE, kid, nonce).doFinal(sealed);
        } catch (AEADBadTagException _) {
            throw new UnsafeSetting(
                    "winemall.keys.encryption-secret",
                    "is not the one signing key " + kid + " was encrypted under",
                    "Set it to the secret it was before, or retire that key in the database");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key " + kid + " cannot be decrypted", e);
        }
    }

    private Cipher cipher(int mode, String kid, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(TRANSFORMATION);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(UTF_8));
        return cipher;
    }
}
