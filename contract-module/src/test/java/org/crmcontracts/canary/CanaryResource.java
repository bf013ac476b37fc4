package org.crmcontracts.canary;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.ZoneOffset;

/** Breaks the architecture's rules so that a test can see them bite: no room, no role, no clock. */
@Path("canary")
public class CanaryResource {
    /** A name the rules forbid. */
    public static final class ClockHelper {}

    @GET
    public String now() {
        return Instant.now().atZone(ZoneOffset.UTC).toString();
    }
}
