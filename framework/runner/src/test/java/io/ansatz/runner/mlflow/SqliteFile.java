package io.ansatz.runner.mlflow;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Another program that has the same file open. */
final class SqliteFile implements AutoCloseable {

    private final Connection connection;

    SqliteFile(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
    }

    /** Runs statements in a connection of their own. */
    static void change(Path file, String statements) throws SQLException {
        try (var other = new SqliteFile(file)) {
            other.change(statements);
        }
    }

    /** The rows of an answer, with bars between their cells. */
    static List<String> ask(Path file, String question) throws SQLException {
        try (var other = new SqliteFile(file)) {
            return other.ask(question);
        }
    }

    void change(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(statements);
        }
    }

    List<String> ask(String question) throws SQLException {
        var lines = new ArrayList<String>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join("|", cells));
            }
        }
        return lines;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
