package dev.evenkeel.mariadb.raw;

import java.io.IOException;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.message.ClientMessage;

/** COM_QUERY with a statement's bytes untouched. Connector/J would write a String as UTF-8. */
public final class RawQuery implements ClientMessage {
    private static final int COM_QUERY = 0x03;

    private final byte[] statement;
    private final int offset;
    private final int length;

    public RawQuery(byte[] statement, int offset, int length) {
        this.statement = statement;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public int encode(Writer writer, Context context) throws IOException {
        writer.initPacket();
        writer.writeByte(COM_QUERY);
        writer.writeBytes(statement, offset, length);
        writer.flush();
        return 1;
    }

    @Override
    public String description() {
        return "a statement of a dump";
    }
}
