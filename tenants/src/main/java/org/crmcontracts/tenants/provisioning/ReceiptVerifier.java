package org.crmcontracts.tenants.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.crmcontracts.tenants.checkpoints.PublicKeys;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/** Checks receipts of erasures as the API handed them out, without server or database. */
public final class ReceiptVerifier {
    private ReceiptVerifier() {}

    /** The text is no receipt, or there is no key to check it with. */
    public static final class NoReceipt extends Exception {
        private static final long serialVersionUID = 1L;

        NoReceipt(String why) {
            super(why);
        }
    }

    /**
     * What was found.
     *
     * @param receipts those that are signed, as signed
     * @param keyIds the keys that were believed
     */
    public record Report(List<ErasureReceipt> receipts, List<String> faults, List<String> keyIds) {
        public boolean isGood() {
            return faults.isEmpty();
        }
    }

    /**
     * Checks one receipt or a whole answer of {@code GET /platform/tenants/{key}/receipts}.
     *
     * @param trusted the installation's keys as the caller knows them, null to believe those of the answer
     */
    public static Report verify(String text, @Nullable PublicKeys trusted) throws NoReceipt {
        JsonNode given = parse(text);
        JsonNode items = given.has("items")
                ? given.path("items")
                : Json.mapper().createArrayNode().add(given);
        PublicKeys keys = trusted == null ? keys(given.path("keys")) : trusted;
        List<ErasureReceipt> receipts = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (JsonNode item : items) {
            String tenant = item.path("tenantId").asText();
            try {
                receipts.add(receipt(item, keys));
            } catch (PublicKeys.NotAuthentic e) {
                faults.add("the receipt of " + tenant + " cannot be believed: " + e.getMessage());
            } catch (Differs e) {
                faults.add("the receipt of " + tenant + " says something else than what was signed");
            }
        }
        if (receipts.isEmpty() && faults.isEmpty()) {
            throw new NoReceipt("there is no receipt in it");
        }
        return new Report(List.copyOf(receipts), List.copyOf(faults), keys.ids());
    }

    private static final class Differs extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static ErasureReceipt receipt(JsonNode item, PublicKeys keys) throws PublicKeys.NotAuthentic, Differs {
        ErasureReceipt signed = keys.verify(item.path("jws").asText(), ErasureReceipt.TYPE, ErasureReceipt.class);
        try {
            ObjectNode said = item.deepCopy();
            said.remove("jws");
            if (signed.equals(Json.mapper().treeToValue(said, ErasureReceipt.class))) {
                return signed;
            }
        } catch (JsonProcessingException e) {
            throw new Differs();
        }
        throw new Differs();
    }

    private static JsonNode parse(String text) throws NoReceipt {
        try {
            JsonNode given = Json.mapper().readTree(text);
            if (given.isObject()) {
                return given;
            }
        } catch (JsonProcessingException e) {
            throw new NoReceipt("it is no JSON");
        }
        throw new NoReceipt("it is no JSON object");
    }

    private static PublicKeys keys(JsonNode given) throws NoReceipt {
        try {
            if (given.isObject()) {
                return PublicKeys.parse(given.toString());
            }
        } catch (ParseException e) {
            throw new NoReceipt("its keys cannot be read");
        }
        throw new NoReceipt("it brings no keys along: give --key");
    }
}
