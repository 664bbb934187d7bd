package io.ansatz.runner.mlflow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * An SQLite file that other processes write too, spoken to in short transactions. It is opened when it is first needed, and
 * anew after a failure.
 */
final class Database implements Closeable {

    private static final int PATIENCE_MILLIS = 20_000;

    /** SQLite tells more in the bits above. */
    private static final int KIND_OF_FAILURE = 0xff;

    private final Path file;
    private final SQLiteConfig settings;
    private final Deed opening;
    private Connection connection;

    /**
     * @param settings what this file needs beyond what every file does
     * @param opening what is done in a transaction of its own whenever the file was opened
     */
    Database(Path file, SQLiteConfig settings, Deed opening) {
        this.file = file;
        this.settings = settings;
        this.opening = opening;
    }

    /** Settings for a file that several processes write. */
    static SQLiteConfig shared() {
        var settings = new SQLiteConfig();
        settings.enforceForeignKeys(true);
        settings.setBusyTimeout(PATIENCE_MILLIS);
        return settings;
    }

    /** What is to be done as a whole or not at all. */
    @FunctionalInterface
    interface Work<T> {
        T in(Transaction transaction) throws SQLException, TrackerException;
    }

    /** The same, when nothing comes out of it. */
    @FunctionalInterface
    interface Deed {
        void in(Transaction transaction) throws SQLException, TrackerException;
    }

    /** How a row becomes a value. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Does the work while no other process writes. If it fails, nothing of it is done. */
    <T> T work(Work<T> work) throws TrackerException {
        if (connection == null) {
            connection = open();
            transaction(made(opening));
        }
        return transaction(work);
    }

    /** The same, when nothing comes out of it. */
    void perform(Deed deed) throws TrackerException {
        work(made(deed));
    }

    private static Work<Boolean> made(Deed deed) {
        return transaction -> {
            deed.in(transaction);
            return true;
        };
    }

    private <T> T transaction(Work<T> work) throws TrackerException {
        boolean done = false;
        try {
            var transaction = new Transaction(connection);
            transaction.script("BEGIN IMMEDIATE");
            T result = work.in(transaction);
            transaction.script("COMMIT");
            done = true;
            return result;
        } catch (SQLException e) {
            throw failure(e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private Connection open() throws TrackerException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw TrackerException.unwritable(folder, e);
        }
        try {
            // As a URI, because the driver takes what follows a question mark in a plain name for settings.
            return settings.createConnection("jdbc:sqlite:" + file.toUri());
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Speaks with the file between begin and end. */
    static final class Transaction {

        private final Connection connection;

        private Transaction(Connection connection) {
            this.connection = connection;
        }

        /** Runs statements, separated by semicolons. */
        void script(String statements) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(statements);
            }
        }

        /** Runs a statement; returns how many rows it changed. */
        int change(String sql, Object... values) throws SQLException {
            try (PreparedStatement statement = prepare(sql, values)) {
                return statement.executeUpdate();
            }
        }

        /** Runs a statement for each row of values. */
        void changeEach(String sql, List<Object[]> rows) throws SQLException {
            if (rows.isEmpty()) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Object[] values : rows) {
                    bind(statement, values);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }

        <T> List<T> all(String sql, Row<T> row, Object... values) throws SQLException {
            var found = new ArrayList<T>();
            try (PreparedStatement statement = prepare(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row.read(rows));
                }
            }
            return found;
        }

        <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
            return all(sql, row, values).stream().findFirst();
        }

        /** The first column of every row. */
        List<String> texts(String sql, Object... values) throws SQLException {
            return all(sql, row -> row.getString(1), values);
        }

        private PreparedStatement prepare(String sql, Object... values) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            try {
                bind(statement, values);
                return statement;
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        }

        private static void bind(PreparedStatement statement, Object... values) throws SQLException {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    private TrackerException failure(SQLException e) {
        if (e.getCause() instanceof NativeLibraryNotFoundException) {
            String folder = System.getProperty("java.io.tmpdir");
            return TrackerException.refused("""
                    SQLite's native library cannot be loaded from %s.
                    Maybe that folder cannot be written, or no program may be run from it; \
                    ANSATZ_JAVA_OPTIONS=-Djava.io.tmpdir=FOLDER names another.""".formatted(folder), e);
        }
        SQLiteErrorCode code =
                e instanceof SQLiteException answered ? answered.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        if (code == SQLiteErrorCode.SQLITE_READONLY_DBMOVED) {
            return TrackerException.away("%s cannot be written (it was moved or deleted).".formatted(file), e);
        }
        return switch (SQLiteErrorCode.getErrorCode(code.code & KIND_OF_FAILURE)) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> TrackerException.away("""
                    %s cannot be written (another program holds it).
                    Maybe it is open in a database browser, with changes that were not saved.""".formatted(file), e);
            case SQLITE_FULL -> TrackerException.away("%s cannot be written (the disk is full).".formatted(file), e);
            case SQLITE_IOERR ->
                TrackerException.away("%s cannot be written (the disk answers %s).".formatted(file, code), e);
            case SQLITE_NOMEM ->
                TrackerException.away("%s cannot be written (there is no memory left).".formatted(file), e);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                TrackerException.refused("%s cannot be written (it, or its folder, is read-only).".formatted(file), e);
            case SQLITE_CANTOPEN -> TrackerException.refused("""
                    %s cannot be opened.
                    Maybe its folder may not be written, or a folder has its name.""".formatted(file), e);
            case SQLITE_NOTADB -> TrackerException.refused("""
                    %s is not a database.
                    Move it away, and a new one is made from the journals.""".formatted(file), e);
            case SQLITE_CORRUPT -> TrackerException.refused("""
                    %s is damaged.
                    Maybe the disk is, or it was copied while it was written. \
                    Move it away, and a new one is made from the journals.""".formatted(file), e);
            default ->
                TrackerException.refused("%s refuses what was to be written (%s).".formatted(file, e.getMessage()), e);
        };
    }

    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException ignored) {
            // What was not committed is undone, now or when the file is next opened.
        }
        connection = null;
    }
}
