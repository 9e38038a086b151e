package dev.sluice.connector.type;

/**
 * Lengths of text and binary columns that are made for data of a measured length. They come in few sizes, so that tomorrow's
 * slightly longer value still fits.
 */
final class Lengths {

    private static final int[] SIZES = {16, 32, 64, 128, 256, 512, 1024, 2048, 4000, 8000};

    private Lengths() {}

    /** Returns the smallest size that the length fits into, or {@link PoolType#MAX} beyond the longest. */
    static int room(long length, int longest) {
        for (int size : SIZES) {
            if (length <= size && size <= longest) {
                return size;
            }
        }
        return PoolType.MAX;
    }
}
