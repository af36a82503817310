package dev.evenkeel.mariadb.raw;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.mariadb.jdbc.Statement;
import org.mariadb.jdbc.client.Completion;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.ReadableByteBuf;
import org.mariadb.jdbc.client.socket.Reader;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.ClosableLock;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.message.ClientMessage;
import org.mariadb.jdbc.message.server.ErrorPacket;

/**
 * COM_STMT_EXECUTE of a prepared SELECT without parameters, whose rows are handed over as the server sent them. Connector/J
 * would decode each value by itself.
 */
public final class BinaryRows implements ClientMessage {
    private static final int COM_STMT_EXECUTE = 0x17;
    private static final int ERROR = 0xff;
    private static final int END = 0xfe;
    private static final int LONGEST_END = 0xffffff;

    private final int statement;
    private final String sql;
    private final RowBytes consumer;

    public BinaryRows(int statement, String sql, RowBytes consumer) {
        this.statement = statement;
        this.sql = sql;
        this.consumer = consumer;
    }

    @Override
    public int encode(Writer writer, Context context) throws IOException {
        writer.initPacket();
        writer.writeByte(COM_STMT_EXECUTE);
        writer.writeInt(statement);
        writer.writeByte(0);
        writer.writeInt(1);
        writer.flush();
        return 1;
    }

    @Override
    public boolean binaryProtocol() {
        return true;
    }

    @Override
    public String description() {
        return sql;
    }

    @Override
    public Completion readPacket(
            Statement unused,
            int fetchSize,
            long maxRows,
            int concurrency,
            int type,
            boolean closeOnCompletion,
            Reader reader,
            Writer writer,
            Context context,
            ExceptionFactory exceptions,
            ClosableLock lock,
            boolean trace,
            ClientMessage message,
            Consumer<String> redirect)
            throws IOException, SQLException {
        ReadableByteBuf head = next(reader, trace, context, exceptions);
        int columns = head.readIntLengthEncodedNotNull();
        if (columns == 0) {
            throw exceptions.withSql(sql).create("the statement answers no rows");
        }
        // A server that lets its clients keep descriptions says whether they follow.
        boolean described = head.readableBytes() == 0 || head.readByte() == 1;
        for (int i = 0; described && i < columns; i++) {
            next(reader, trace, context, exceptions);
        }
        if (!context.isEofDeprecated()) {
            next(reader, trace, context, exceptions);
        }
        while (true) {
            ReadableByteBuf row = next(reader, trace, context, exceptions);
            if (row.getUnsignedByte() == END && row.readableBytes() < LONGEST_END) {
                ended(row, context);
                return new Completion() {};
            }
            consumer.row(row.buf(), row.pos(), row.readableBytes());
        }
    }

    private ReadableByteBuf next(Reader reader, boolean trace, Context context, ExceptionFactory exceptions)
            throws IOException, SQLException {
        ReadableByteBuf packet = reader.readReusablePacket(trace);
        if (packet.getUnsignedByte() == ERROR) {
            ErrorPacket error = new ErrorPacket(packet, context);
            throw exceptions.withSql(sql).create(error.getMessage(), error.getSqlState(), error.getErrorCode());
        }
        return packet;
    }

    private static void ended(ReadableByteBuf packet, Context context) {
        packet.skip();
        if (context.isEofDeprecated()) {
            packet.skipLengthEncoded();
            packet.skipLengthEncoded();
            context.setServerStatus(packet.readUnsignedShort());
            context.setWarning(packet.readUnsignedShort());
        } else {
            context.setWarning(packet.readUnsignedShort());
            context.setServerStatus(packet.readUnsignedShort());
        }
    }
}
