package org.crmcontracts.contracts.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small HTTP client of the API that keeps status, body and headers for the test to look at. */
record ApiClient(URI base, String token, String language) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One answer; {@code body} is a missing node when there is none or it is not JSON. */
    record Answer(int status, JsonNode body, String text, HttpResponse<byte[]> http) {
        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        String code() {
            return body.path("code").asText();
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError(http.request().method() + " " + http.uri() + ": expected " + wanted
                        + " but was " + status + " " + text);
            }
            return this;
        }
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body, Object version) {
        return send("POST", path, body, ifMatch(version));
    }

    Answer put(String path, Object body, Object version) {
        return send("PUT", path, body, ifMatch(version));
    }

    Answer delete(String path, Object version) {
        return send("DELETE", path, null, ifMatch(version));
    }

    Answer upload(String path, String type, byte[] bytes, Object version) {
        Map<String, String> headers = new LinkedHashMap<>(ifMatch(version));
        headers.put("Content-Type", type);
        return send("POST", path, bytes, headers);
    }

    /**
     * @param path under the API; {@code /../..} leads out of it, to the server's own endpoints
     * @param body null for none, bytes as they are, a string as raw JSON, anything else as JSON
     */
    Answer send(String method, String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        base.resolve(path.startsWith("/../..") ? path.substring(6) : "/api/v1" + path))
                .method(method, publisher(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        request.header("Accept-Language", language);
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> http = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(http.body(), java.nio.charset.StandardCharsets.UTF_8);
            return new Answer(http.statusCode(), json(text), text, http);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> ifMatch(Object version) {
        return version == null ? Map.of() : Map.of("If-Match", "\"" + version + "\"");
    }

    private static HttpRequest.BodyPublisher publisher(Object body) {
        try {
            if (body == null) {
                return HttpRequest.BodyPublishers.noBody();
            }
            if (body instanceof byte[] bytes) {
                return HttpRequest.BodyPublishers.ofByteArray(bytes);
            }
            return HttpRequest.BodyPublishers.ofString(body instanceof String s ? s : JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
