package io.ansatz.runner.catalog;

/**
 * How much a zip may hold before it is taken for a trap.
 *
 * @param entries the most files, those inside its jars included
 * @param entryBytes the most bytes of one file
 * @param totalBytes the most bytes of all files, and separately of all files inside its jars
 * @param ratio how many times smaller than itself a file may have been packed, once it is larger than a megabyte
 */
record ZipLimits(int entries, long entryBytes, long totalBytes, int ratio) {

    /** Room for the largest plugins there are (a cluster's client is about 400 jars and 500 MB) and no more. */
    static final ZipLimits GENEROUS = new ZipLimits(500_000, 1L << 30, 4L << 30, 200);
}
