package org.crmcontracts.contracts.drafting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** A file as it arrived, of a type we keep and no larger than the tenant allows. */
record Upload(FileType type, byte[] content) {
    private static final int MEGABYTE = 1024 * 1024;

    /**
     * {@code DOCUMENT_TYPE_NOT_ALLOWED} by the header, {@code DOCUMENT_TOO_LARGE}, {@code DOCUMENT_IS_NOT_ITS_TYPE}
     * if the first bytes tell another story.
     */
    static Upload read(@Nullable String contentType, InputStream body, int maxMegabytes) {
        FileType type =
                FileType.named(contentType).orElseThrow(() -> new Problem(DraftingProblem.DOCUMENT_TYPE_NOT_ALLOWED));
        try {
            int max = maxMegabytes * MEGABYTE;
            byte[] content = body.readNBytes(max + 1);
            if (content.length > max) {
                throw Problem.of(DraftingProblem.DOCUMENT_TOO_LARGE, "max", maxMegabytes);
            }
            if (!type.matches(content)) {
                throw new Problem(DraftingProblem.DOCUMENT_IS_NOT_ITS_TYPE);
            }
            return new Upload(type, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
