package io.ansatz.plugins.isic;

/** Somebody who watches. Calls come one at a time, from any thread; they must be quick. */
interface Progress {

    /** Nobody watches. */
    Progress UNWATCHED = new Progress() {

        @Override
        public void begins(long images) {}

        @Override
        public void moves(long images) {}

        @Override
        public void says(String sentence) {}
    };

    /** The archive says that it has so many images. */
    void begins(long images);

    /** So many images are dealt with: they lie in the folder, or are left out. */
    void moves(long images);

    /** Something worth a line. */
    void says(String sentence);
}
