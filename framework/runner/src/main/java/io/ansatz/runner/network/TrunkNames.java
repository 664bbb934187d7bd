package io.ansatz.runner.network;

/**
 * How the vertices and parameters of a trunk are called in a graph, which may hold several.
 *
 * @param vertices what the name of a vertex begins with
 * @param parameters what the name of a parameter begins with
 */
record TrunkNames(String vertices, String parameters) {

    /** The backbone. */
    static final TrunkNames TRUNK = new TrunkNames("trunk-", "trunk.");

    /** What projects the channels of a feature map. */
    static final TrunkNames PROJECTION = new TrunkNames("projection-", "");

    /** The vertex that computes the step at a place. */
    String vertex(int place) {
        return vertices + place;
    }
}
