package org.crmcontracts.connectors.sync;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of faults, all of them once for each seed: {@code sync.seeds} tells how many, {@code sync.first-seed} the first. */
@ParameterizedClass(name = "seed {0}")
@MethodSource("org.crmcontracts.connectors.sync.Proof#seeds")
@ExtendWith(Proof.class)
abstract class Seeded {
    /** The first one is the world as the tests were written for; each other changes sizes of pages and batches, the tenant, and what is random. */
    @Parameter
    long seed;
}
