package org.crmcontracts.tenants.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Arrays;
import java.util.List;

/**
 * Where a claim stands in a token: names of members with dots between them ({@code realm_access.roles}), or a JSON
 * pointer (RFC 6901) for names that hold dots themselves ({@code /https:~1~1example.com~1roles}). It leads through
 * objects only, never to an item of an array.
 */
public record ClaimPath(String text) {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_STEPS = 5;

    public ClaimPath {
        if (!isPath(text)) {
            throw new IllegalArgumentException("not a claim path: " + text);
        }
    }

    public static boolean isPath(String text) {
        if (text.isBlank()
                || text.length() > MAX_LENGTH
                || text.chars().anyMatch(Character::isISOControl)
                || (text.startsWith("/") && text.replaceAll("~[01]", "").contains("~"))) {
            return false;
        }
        List<String> steps = steps(text);
        return steps.size() <= MAX_STEPS && steps.stream().noneMatch(String::isBlank);
    }

    private static List<String> steps(String text) {
        if (!text.startsWith("/")) {
            return Arrays.asList(text.split("\\.", -1));
        }
        return Arrays.stream(text.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /** The claim, a missing node if the token has none there. */
    public JsonNode in(JsonNode claims) {
        JsonNode node = claims;
        for (String step : steps(text)) {
            node = node.isObject() ? node.path(step) : MissingNode.getInstance();
        }
        return node;
    }
}
