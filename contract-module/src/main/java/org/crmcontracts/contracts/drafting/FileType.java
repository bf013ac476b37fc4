package org.crmcontracts.contracts.drafting;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file types that may be kept, told by their first bytes and never by their name. */
enum FileType {
    PDF("application/pdf", new byte[] {'%', 'P', 'D', 'F', '-'}),
    PNG("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}),
    JPEG("image/jpeg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});

    private final String contentType;
    private final byte[] magic;

    FileType(String contentType, byte[] magic) {
        this.contentType = contentType;
        this.magic = magic;
    }

    String contentType() {
        return contentType;
    }

    /** By a Content-Type header; its parameters do not count. */
    static Optional<FileType> named(@Nullable String header) {
        String name = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.contentType.equals(name))
                .findFirst();
    }

    boolean matches(byte[] content) {
        return content.length >= magic.length && Arrays.equals(magic, 0, magic.length, content, 0, magic.length);
    }
}
