package org.crmcontracts.tenants.people;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who belongs to which team: its lead, its members, and whom the host puts into a team that is mapped to it. */
public final class Memberships {
    /** Rows of {@code team_id, user_id}, to be read from; a pair may come twice. */
    public static final String TABLE = "(select team_id, user_id from team_member"
            + " union all select id, lead_user_id from team where lead_user_id is not null"
            + " union all select t.team_id, p.user_id from team_mapping t"
            + " join person p on p.host_teams @> array[t.host_team])";

    private Memberships() {}

    /** The teams of a person as one column of an array of UUIDs. */
    public static String teamsOf(String userColumn) {
        return "array(select m.team_id from " + TABLE + " m where m.user_id = " + userColumn + ")";
    }

    /** Reads an array column. */
    public static Set<UUID> ids(@Nullable Array column) throws SQLException {
        return column == null
                ? Set.of()
                : Arrays.stream((UUID[]) column.getArray()).collect(Collectors.toSet());
    }

    /** Reads an array column. */
    public static Set<String> texts(@Nullable Array column) throws SQLException {
        return column == null
                ? Set.of()
                : Arrays.stream((String[]) column.getArray()).collect(Collectors.toSet());
    }
}
