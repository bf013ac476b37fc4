package org.crmcontracts.connectors.sync;

import java.util.Arrays;

/**
 * Which ids a whole listing held, in eight bytes each: a million of them take 8 MB, 16 while they grow.
 *
 * <p>Only their 64-bit hashes are kept. Two ids of one hash (once in some 37 million listings of a million) leave a
 * deletion unseen or a listing incomplete; they never delete anything.
 */
final class SeenIds {
    /** FNV-1a, 64 bits (Fowler, Noll, Vo: their published constants), over the bytes of UTF-16. */
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;
    private static final int FIRST_SIZE = 1 << 10;

    private long[] hashes = new long[FIRST_SIZE];
    private int used;
    private boolean isSorted = true;

    void add(String id) {
        if (used == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * used);
        }
        hashes[used++] = hash(id);
        isSorted = false;
    }

    boolean has(String id) {
        sort();
        return Arrays.binarySearch(hashes, 0, used, hash(id)) >= 0;
    }

    /** How many different ids. */
    int size() {
        sort();
        return used;
    }

    private void sort() {
        if (isSorted) {
            return;
        }
        Arrays.sort(hashes, 0, used);
        int different = 1;
        for (int i = 1; i < used; i++) {
            if (hashes[i] != hashes[different - 1]) {
                hashes[different++] = hashes[i];
            }
        }
        used = different;
        isSorted = true;
    }

    private static long hash(String id) {
        long hash = OFFSET_BASIS;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            hash = (hash ^ (c >>> Byte.SIZE)) * PRIME;
            hash = (hash ^ (c & 0xff)) * PRIME;
        }
        return hash;
    }
}
