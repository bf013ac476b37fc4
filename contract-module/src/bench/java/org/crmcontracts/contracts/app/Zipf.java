package org.crmcontracts.contracts.app;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Picks tenants as real ones are used: the n-th 1/n times as often as the first. */
final class Zipf {
    private final double[] upTo;
    private final Random[] random;

    /** @param callers how many threads draw, each a sequence of its own, the same in every run */
    Zipf(int size, int callers) {
        random = IntStream.range(0, callers).mapToObj(Random::new).toArray(Random[]::new);
        upTo = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
    }

    int next(int thread) {
        double at = random[thread].nextDouble() * upTo[upTo.length - 1];
        int found = Arrays.binarySearch(upTo, at);
        return found < 0 ? -found - 1 : found;
    }
}
