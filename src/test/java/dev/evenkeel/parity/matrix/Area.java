package dev.evenkeel.parity.matrix;

/** What is compared. */
enum Area {
    DATA("Rows"),
    OBJECTS("Objects"),
    ACCOUNTS("Accounts"),
    SETTINGS("Settings");

    private final String title;

    Area(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
