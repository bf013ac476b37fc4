package org.crmcontracts.tenants.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON bodies by {@link Json}; refuses what the request record does not know. */
@Provider
@Dependent
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, "application/problem+json"})
public class JsonProvider implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final List<Class<?>> RAW = List.of(
            String.class, byte[].class, InputStream.class, File.class, StreamingOutput.class, java.io.Reader.class);

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return isJson(type, mediaType);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return isJson(type, mediaType);
    }

    @Override
    public @Nullable Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream in)
            throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw Problem.of(HttpProblem.BODY_TOO_LARGE, "max", "1 MB");
        }
        if (bytes.length == 0) {
            throw new Problem(HttpProblem.BAD_REQUEST);
        }
        return read(bytes, genericType);
    }

    /** {@code BAD_REQUEST}, with the place of the fault, for anything that is not exactly the expected value. */
    static Object read(byte[] bytes, Type type) throws IOException {
        try {
            Object value = Json.mapper()
                    .readValue(bytes, Json.mapper().getTypeFactory().constructType(type));
            if (value == null) {
                throw new Problem(HttpProblem.BAD_REQUEST);
            }
            return value;
        } catch (JsonMappingException e) {
            if (problemIn(e) != null) {
                throw problemIn(e);
            }
            throw new Problem(HttpProblem.BAD_REQUEST).withErrors(List.of(new FieldError(pointer(e), "MALFORMED")));
        } catch (JsonProcessingException e) {
            throw new Problem(HttpProblem.BAD_REQUEST).withErrors(List.of(new FieldError("", "MALFORMED")));
        }
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(Json.mapper().writeValueAsBytes(value));
    }

    // A record's compact constructor may refuse a value with a problem of its own.
    private static @Nullable Problem problemIn(Throwable thrown) {
        return thrown.getCause() instanceof Problem problem ? problem : null;
    }

    private static String pointer(JsonMappingException fault) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : fault.getPath()) {
            pointer.append('/').append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
        }
        return pointer.toString();
    }

    private static boolean isJson(Class<?> type, @Nullable MediaType media) {
        return media != null
                && media.getType().equals("application")
                && (media.getSubtype().equals("json") || media.getSubtype().endsWith("+json"))
                && RAW.stream().noneMatch(raw -> raw.isAssignableFrom(type));
    }
}
