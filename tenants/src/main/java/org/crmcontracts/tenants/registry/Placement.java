package org.crmcontracts.tenants.registry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides where a new tenant goes. */
public final class Placement {
    private Placement() {}

    /**
     * How full a cluster is.
     *
     * @param cap how many tenants it takes
     */
    public record Load(String cluster, long tenants, long cap, boolean up) {
        boolean hasRoom() {
            return up && tenants < cap;
        }
    }

    /** The cluster with the fewest tenants among those that answer and have room; the first named of equals. */
    public static Optional<String> choose(List<Load> loads) {
        return loads.stream()
                .filter(Load::hasRoom)
                .min(Comparator.comparingLong(Load::tenants))
                .map(Load::cluster);
    }
}
