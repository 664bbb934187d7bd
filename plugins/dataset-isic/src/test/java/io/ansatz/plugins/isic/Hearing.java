package io.ansatz.plugins.isic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what it was told. */
class Hearing implements Progress {

    final List<String> sentences = Collections.synchronizedList(new ArrayList<>());
    final List<Long> begun = Collections.synchronizedList(new ArrayList<>());
    final List<Long> moved = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void begins(long images) {
        begun.add(images);
    }

    @Override
    public void moves(long images) {
        moved.add(images);
    }

    @Override
    public void says(String sentence) {
        sentences.add(sentence);
    }
}
