package org.crmcontracts.connectors.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps account of what the tests of faults find, for {@link ProofTable}. */
final class Proof implements BeforeEachCallback, AfterEachCallback {
    private static final int FIRST_SEED = Integer.getInteger("sync.first-seed", 1);
    private static final int SEEDS = Integer.getInteger("sync.seeds", 1);
    private static final Pattern FAULT = Pattern.compile("(.+?)(F\\d+)");

    /** Of the test that runs, on whose thread they are made. */
    private static final List<World> WORLDS = new ArrayList<>();

    private static long seed = FIRST_SEED;

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    /** The seed of the tests that run. */
    static long seed() {
        return seed;
    }

    static void observe(World world) {
        // A newer world may work for those that were strangers to an older one.
        WORLDS.forEach(World::forgetStrangers);
        WORLDS.add(world);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        seed = ((Seeded) context.getRequiredTestInstance()).seed;
        WORLDS.clear();
        ProofTable.open(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Matcher test = FAULT.matcher(context.getRequiredTestMethod().getName());
        if (!test.matches()) {
            return;
        }
        int compared = 0;
        int lost = 0;
        int doubled = 0;
        int foreign = 0;
        long calls = 0;
        for (World world : WORLDS) {
            compared += world.compared;
            lost += world.lost;
            doubled += world.doubled;
            foreign += world.foreign + world.strangersTouched();
            calls += world.sides.stream()
                    .mapToLong(side -> side.crm().allCalls())
                    .sum();
        }
        boolean passed = context.getExecutionException().isEmpty() && foreign == 0;
        ProofTable.note(String.join(
                "\t",
                test.group(2),
                test.group(1),
                String.valueOf(seed),
                String.valueOf(compared),
                String.valueOf(lost),
                String.valueOf(doubled),
                String.valueOf(foreign),
                String.valueOf(calls),
                passed ? "passed" : "FAILED"));
        if (foreign > 0) {
            throw new AssertionError("rows of another tenant were touched");
        }
    }
}
