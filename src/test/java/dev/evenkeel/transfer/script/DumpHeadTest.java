package dev.evenkeel.transfer.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.evenkeel.journal.Progress;
import dev.evenkeel.transfer.LoadOptions;
import dev.evenkeel.transfer.TransferFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What is seen of a file before it is loaded: how it is packed, what it is, whether it holds anything, where it goes. */
class DumpHeadTest {
    private static final String SQL = "CREATE TABLE t (a VARCHAR(9));\nINSERT INTO t VALUES ('grün 🚀');\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd", ""})
    void packed_files_are_known_by_their_content(String program) throws IOException {
        Path file = folder.resolve("dump.sql");
        Files.write(file, packed(program, SQL));

        assertThat(DumpHead.problem(file)).isEmpty();
        assertThat(text(file)).isEqualTo(SQL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void several_packed_files_in_one_are_one(String program) throws IOException {
        Path file = folder.resolve("dump.sql");
        Files.write(file, packed(program, SQL));
        Files.write(file, packed(program, "SELECT 1;\n"), java.nio.file.StandardOpenOption.APPEND);

        assertThat(text(file)).isEqualTo(SQL + "SELECT 1;\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "bzip2", "xz", "zstd"})
    void a_packed_file_that_ends_early_is_damaged(String program) throws IOException {
        byte[] whole = packed(program, SQL.repeat(500));
        Path file = folder.resolve("dump.sql");
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));

        String said = "";
        try (Script script = new Script(file, LoadOptions.fill(), new Omissions(), Progress.NONE)) {
            while (script.next() != null) {
                continue;
            }
        } catch (TransferFailed e) {
            said = e.getMessage();
        }

        assertThat(said)
                .startsWith("the dump " + file + " is cut short or damaged (" + program + ": ")
                .doesNotContain("null")
                .endsWith("what was loaded of it is not whole; dump again");
    }

    @ParameterizedTest
    @CsvSource({
        "dump.sql.gz, gzipped, gzip",
        "dump.sql.bz2, packed by bzip2, bzip2",
        "d.XZ, packed by xz, xz",
        "d.zst, packed by zstd, zstd"
    })
    void a_name_that_claims_what_the_content_is_not_is_refused(String name, String packed, String program)
            throws IOException {
        Path file = Files.writeString(folder.resolve(name), SQL);

        assertThat(DumpHead.problem(file).orElseThrow())
                .startsWith("the dump " + file + " is named ."
                        + name.substring(name.lastIndexOf('.') + 1).toLowerCase())
                .contains(" and is not " + packed + "; " + program + " it or rename it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-8"})
    void a_byte_order_mark_is_followed(String charset) throws IOException {
        Path file = folder.resolve("dump.sql");
        Files.write(file, ("\ufeff" + SQL).getBytes(Charset.forName(charset)));

        assertThat(DumpHead.problem(file)).isEmpty();
        assertThat(text(file).replace("\ufeff", "")).isEqualTo(SQL);
        Files.write(file, packed("gzip", ("\ufeff" + SQL).getBytes(Charset.forName(charset))));
        assertThat(text(file).replace("\ufeff", "")).isEqualTo(SQL);
    }

    @Test
    void utf_16_is_known_without_its_mark_and_pairs_are_never_cut() throws IOException {
        String many = "SELECT '" + "🚀".repeat(200_000) + "';";
        for (Charset charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            for (String sql : new String[] {many, " " + many}) {
                Path file = folder.resolve("dump.sql");
                Files.write(file, sql.getBytes(charset));

                assertThat(text(file)).isEqualTo(sql);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "-- nothing\n# at all\n/* or so */;\n",
                ";;;\nDELIMITER //\n//\n",
                "\ufeff",
                "status\nwarnings;\n"
            })
    void a_file_without_a_statement_is_refused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("dump.sql"), text);
        String refusal = "the dump " + file + " holds no statement; dump again, or leave it out";

        assertThat(DumpHead.problem(file)).contains(refusal);
        Files.write(file, packed("gzip", text));
        assertThat(DumpHead.problem(file)).contains(refusal);
    }

    @Test
    void a_single_statement_is_enough() throws IOException {
        assertThat(DumpHead.problem(Files.writeString(folder.resolve("a.sql"), "-- x\nSELECT 1")))
                .isEmpty();
        assertThat(DumpHead.problem(Files.writeString(folder.resolve("b.sql"), "source a.sql")))
                .isEmpty();
        assertThat(DumpHead.problem(Files.writeString(folder.resolve("c.sql"), "/*!40101 SET NAMES utf8 */;")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PK\u0003\u0004zip, zip archive",
        "<!DOCTYPE html>, page of HTML",
        "PGDMP, PostgreSQL",
        "SQLite format 3, SQLite",
        "x\u0000y, not text"
    })
    void a_file_of_another_kind_is_named(String begin, String kind) throws IOException {
        Path file = folder.resolve("dump.sql");
        Files.write(file, (begin + "12345678").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(DumpHead.problem(file).orElseThrow()).contains(kind).endsWith("; needed is SQL text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- MySQL dump 10.13  Distrib 5.7.44, for Linux (x86_64)/--/-- Host: localhost    Database: shop/ | shop",
                "-- MariaDB dump 10.19/-- Host: db1.example.org    Database: my shop/                            | my shop",
                "-- phpMyAdmin SQL Dump/-- Host: localhost:3306/--/-- Database: `shop`/--/                        | shop",
                "-- phpMyAdmin SQL Dump/-- Base de données : `shop`/                                              | shop",
                "-- phpMyAdmin SQL Dump/-- Datenbank: `lager`/                                                    | lager",
                "# Sequel Pro SQL dump/# Host: 10.0.0.1 (MySQL 5.6)/# Database: shop/# Generation Time: x/        | shop",
                "# Sequel Pro/# Database: shop (Generation Time: 2020)/                                           | shop",
                "/* Navicat Premium/ Source Server         : live/ Source Schema         : shop/*                | shop",
            })
    void the_header_of_a_dump_names_its_database(String header, String database) {
        assertThat(DumpHead.of(header.replace("/", "\n") + "\nCREATE TABLE t (a INT);\n")
                        .database())
                .contains(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- MySQL dump 10.13\n-- Host: localhost    Database: \n",
                "-- MySQL dump 10.13\n-- Host: localhost    Database: mysql\n",
                "-- Our shop. Database: any will do\nCREATE TABLE t (a INT);",
                "INSERT INTO t VALUES ('\n-- Host: x   Database: shopping',1);",
            })
    void other_headers_name_none(String text) {
        assertThat(DumpHead.of(text).database()).isEmpty();
    }

    @Test
    void the_character_set_is_that_of_the_first_table_that_names_one() {
        assertThat(DumpHead.of(
                        "CREATE TABLE t (a INT, b TEXT CHARACTER SET ascii) ENGINE=InnoDB DEFAULT CHARSET=latin1;"))
                .extracting(DumpHead::charset)
                .isEqualTo(java.util.Optional.of("latin1"));
        DumpHead both = DumpHead.of("CREATE TABLE t (a INT) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;");
        assertThat(both.collation()).contains("utf8mb4_bin");
        assertThat(DumpHead.of("CREATE TABLE t (a INT);").charset()).isEmpty();
    }

    private static byte[] packed(String program, String text) throws IOException {
        return packed(program, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] packed(String program, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (program) {
                    case "gzip" -> new GZIPOutputStream(bytes);
                    case "bzip2" -> new BZip2CompressorOutputStream(bytes);
                    case "xz" -> new XZOutputStream(bytes, new LZMA2Options(1));
                    case "zstd" -> new ZstdOutputStream(bytes);
                    default -> bytes;
                }) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = DumpFile.open(file, Progress.NONE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
