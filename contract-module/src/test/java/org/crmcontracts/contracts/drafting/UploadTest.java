package org.crmcontracts.contracts.drafting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.http.ProblemCode;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final int MAX = 20 * 1024 * 1024;
    private static final byte[] PDF = "%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII);

    private static void refused(ProblemCode code, String type, byte[] content) {
        assertThatThrownBy(() -> Upload.read(type, new ByteArrayInputStream(content), 20))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void aFileIsWhatItsFirstBytesSay() {
        assertThat(Upload.read("application/pdf; charset=x", new ByteArrayInputStream(PDF), 20)
                        .type())
                .isEqualTo(FileType.PDF);
        refused(DraftingProblem.DOCUMENT_IS_NOT_ITS_TYPE, "image/png", PDF);
        refused(DraftingProblem.DOCUMENT_IS_NOT_ITS_TYPE, "application/pdf", new byte[0]);
        refused(DraftingProblem.DOCUMENT_TYPE_NOT_ALLOWED, "text/html", PDF);
        refused(DraftingProblem.DOCUMENT_TYPE_NOT_ALLOWED, null, PDF);
    }

    @Test
    void twentyMegabytesAreEnough() {
        byte[] most = Arrays.copyOf(PDF, MAX);
        assertThat(Upload.read("application/pdf", new ByteArrayInputStream(most), 20)
                        .content())
                .hasSize(MAX);
        refused(DraftingProblem.DOCUMENT_TOO_LARGE, "application/pdf", Arrays.copyOf(PDF, MAX + 1));
    }
}
