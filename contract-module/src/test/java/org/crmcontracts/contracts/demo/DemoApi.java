package org.crmcontracts.contracts.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** The public API as one user of a demo tenant. */
final class DemoApi {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private final String base;
    private final DemoTenant tenant;
    private final String token;

    DemoApi(String base, DemoTenant tenant, String token) {
        this.base = base + "/api/v1";
        this.tenant = tenant;
        this.token = token;
    }

    JsonNode get(String path) {
        return send(request(path).GET());
    }

    JsonNode post(String path, Object body, JsonNode basis) {
        return send(ifMatch(request(path).header("Content-Type", "application/json"), basis)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(write(body))));
    }

    JsonNode put(String path, Object body, JsonNode basis) {
        return send(ifMatch(request(path).header("Content-Type", "application/json"), basis)
                .PUT(HttpRequest.BodyPublishers.ofString(write(body))));
    }

    JsonNode upload(String path, String type, byte[] bytes, JsonNode basis) {
        return send(ifMatch(request(path).header("Content-Type", type), basis)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    private static HttpRequest.Builder ifMatch(HttpRequest.Builder request, JsonNode basis) {
        return basis != null && basis.hasNonNull("version")
                ? request.header("If-Match", "\"" + basis.get("version").asLong() + "\"")
                : request;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", tenant.languageTag());
    }

    private static JsonNode send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> answer = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(
                        built.method() + " " + built.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(built.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
