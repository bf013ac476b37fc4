package org.crmcontracts.tenants.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.events.Notice;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the tenant's admins should know. */
@Path("notices")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Notices")
public class NoticesResource {
    @Inject
    ReadingWebhooks reading;

    @Inject
    CurrentCaller caller;

    /** A notice on the wire, told in the reader's language. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NoticeView(
            UUID id, String kind, String text, Map<String, Object> args, Instant at, @Nullable Instant readAt) {
        static NoticeView of(Notice notice, Locale locale) {
            return new NoticeView(
                    notice.id(), notice.kind(), notice.text(locale), notice.args(), notice.at(), notice.readAt());
        }
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Notices to the tenant's admins, newest first")
    public Page<NoticeView> list(
            @QueryParam("unread") boolean unread,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page<Notice> page = reading.notices(unread, Page.limit(limit), cursor);
        return new Page<>(
                page.items().stream()
                        .map(notice -> NoticeView.of(notice, caller.locale()))
                        .toList(),
                page.next(),
                page.total());
    }

    @POST
    @Path("{id}/reads")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Mark a notice as read")
    public NoticeView read(@PathParam("id") UUID id) {
        return NoticeView.of(reading.markRead(id), caller.locale());
    }
}
