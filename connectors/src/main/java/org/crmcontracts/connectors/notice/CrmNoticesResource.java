package org.crmcontracts.connectors.notice;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The door for CRMs' notices. Its callers have no token of a user: the address itself proves for which connection they
 * may call, and the message that it comes from the CRM.
 */
@Path("crm-notices/{address}")
@RequestScoped
@Tag(name = "Connections")
public class CrmNoticesResource {
    /** Zoho names a hundred records in a few kilobytes; Dolibarr sends a whole record with its past queries. */
    static final int MOST_BYTES = 256 * 1024;

    @Inject
    ReceivingNotices receiving;

    @POST
    @PermitAll
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "Take a CRM's notice that records have changed; for CRMs only")
    public String receive(@PathParam("address") String word, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        Addressee addressee = receiving.addressee(word);
        if (headers.getLength() > MOST_BYTES) {
            throw new Problem(HttpProblem.BODY_TOO_LARGE);
        }
        byte[] message = body.readNBytes(MOST_BYTES + 1);
        if (message.length > MOST_BYTES) {
            throw new Problem(HttpProblem.BODY_TOO_LARGE);
        }
        return receiving.receive(addressee, lowered(headers), message);
    }

    private static Map<String, String> lowered(HttpHeaders headers) {
        Map<String, String> lowered = new HashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            if (!values.isEmpty()) {
                lowered.put(name.toLowerCase(Locale.ROOT), values.get(0));
            }
        });
        return lowered;
    }
}
