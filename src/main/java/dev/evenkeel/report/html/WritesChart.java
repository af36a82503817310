package dev.evenkeel.report.html;

import dev.evenkeel.report.story.Format;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Writes per second over time. The curves stretch with the page; the texts do not, for they are outside the stretched
 * part.
 */
final class WritesChart {
    private static final int MOST_POINTS = 300;
    private static final int HEIGHT = 150;
    private static final int TOP = 18;
    private static final long[] STEPS = {1, 2, 5};

    private final WriteSeries series;
    private final Instant frozenAt;
    private final Instant servedAt;

    WritesChart(WriteSeries series, Instant frozenAt, Instant servedAt) {
        this.series = series;
        this.frozenAt = frozenAt;
        this.servedAt = servedAt;
    }

    static Instant end(WriteSeries series) {
        return series.startedAt().plusMillis(series.buckets() * series.bucketMillis());
    }

    void draw(Html html, Instant from, Instant to) {
        double millis = Math.max(1, Duration.between(from, to).toMillis());
        long first = Math.max(0, Duration.between(series.startedAt(), from).toMillis() / series.bucketMillis());
        long last = Math.min(
                series.buckets(),
                -Math.floorDiv(-Duration.between(series.startedAt(), to).toMillis(), series.bucketMillis()));
        int together = (int) Math.max(1, -Math.floorDiv(-(last - first), (long) MOST_POINTS));
        double most = Math.max(1, Math.max(peak(series.source(), together), peak(series.target(), together)));
        long step = step(most);
        double top = Math.ceil(most / step) * step;

        html.line()
                .open(
                        "svg",
                        "class",
                        "writes",
                        "width",
                        "100%",
                        "height",
                        String.valueOf(TOP + HEIGHT + 20),
                        "role",
                        "img",
                        "aria-label",
                        String.format(Locale.ROOT, "Writes per second, at most %.0f", most));
        outage(html, from, millis);
        for (long value = 0; value <= top; value += step) {
            String y = height(value, top, 0);
            html.empty("line", "class", "grid", "x1", "0", "x2", "100%", "y1", y, "y2", y);
        }
        html.open(
                "svg",
                "x",
                "0",
                "y",
                String.valueOf(TOP),
                "width",
                "100%",
                "height",
                String.valueOf(HEIGHT),
                "viewBox",
                String.format(Locale.ROOT, "0 0 %.0f %.3f", millis, top),
                "preserveAspectRatio",
                "none");
        long offset = Duration.between(from, series.startedAt()).toMillis();
        html.empty("path", "class", "source", "d", path(series.source(), first, last, together, offset, top));
        html.empty("path", "class", "target", "d", path(series.target(), first, last, together, offset, top));
        html.close();
        for (long value = step; value <= top; value += step) {
            String unit = value + step > top ? " per second" : "";
            html.leaf("text", Format.number(value) + unit, "x", "0", "y", height(value, top, 4));
        }
        for (long tick = 0; tick < millis; tick += TimelineSection.step(millis)) {
            double share = tick / millis;
            html.leaf(
                    "text",
                    TimelineSection.label(tick),
                    "x",
                    Page.percent(share),
                    "y",
                    String.valueOf(TOP + HEIGHT + 15),
                    "text-anchor",
                    tick == 0 ? "start" : share > 0.95 ? "end" : "middle");
        }
        html.close();
    }

    private void outage(Html html, Instant from, double millis) {
        if (frozenAt == null || servedAt == null) {
            return;
        }
        double start = share(frozenAt, from, millis);
        double end = share(servedAt, from, millis);
        html.empty(
                "rect",
                "class",
                "outage",
                "x",
                Page.percent(start),
                "y",
                String.valueOf(TOP),
                "width",
                Page.percent(Math.max(0.002, end - start)),
                "height",
                String.valueOf(HEIGHT));
        html.leaf(
                "text",
                Format.duration(Duration.between(frozenAt, servedAt).toMillis()),
                "class",
                "outage-label",
                "x",
                Page.percent((start + end) / 2),
                "y",
                String.valueOf(TOP - 5),
                "text-anchor",
                "middle");
    }

    private static double share(Instant at, Instant from, double millis) {
        return Math.min(1, Math.max(0, Duration.between(from, at).toMillis() / millis));
    }

    private double peak(List<Long> writes, int together) {
        double peak = 0;
        for (int i = 0; i < writes.size(); i += together) {
            peak = Math.max(peak, perSecond(writes, i, Math.min(writes.size(), i + together)));
        }
        return peak;
    }

    private double perSecond(List<Long> writes, long from, long to) {
        long sum = 0;
        for (long i = from; i < Math.min(to, writes.size()); i++) {
            sum += writes.get((int) i);
        }
        return to <= from ? 0 : sum * 1000.0 / ((to - from) * series.bucketMillis());
    }

    private static String height(double value, double top, int above) {
        return String.format(Locale.ROOT, "%.1f", TOP + HEIGHT * (1 - value / top) - above);
    }

    /** Steps, not slopes: between two measurements nothing is known. Where nothing was written nothing is drawn. */
    private String path(List<Long> writes, long first, long last, int together, long offset, double top) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (long i = first; i < last; i += together) {
            long end = Math.min(last, i + together);
            double value = perSecond(writes, i, end);
            if (value > 0 && !drawing) {
                path.append(String.format(Locale.ROOT, "M%d %.3f", offset + i * series.bucketMillis(), top));
            } else if (value == 0 && drawing) {
                path.append(String.format(Locale.ROOT, "V%.3fZ", top));
            }
            drawing = value > 0;
            if (drawing) {
                path.append(String.format(Locale.ROOT, "V%.3fH%d", top - value, offset + end * series.bucketMillis()));
            }
        }
        return drawing ? path.append(String.format(Locale.ROOT, "V%.3fZ", top)).toString() : path.toString();
    }

    /** A step of 1, 2 or 5 times a power of ten that makes at most four lines. */
    private static long step(double most) {
        for (long power = 1; ; power *= 10) {
            for (long step : STEPS) {
                if (most / (step * power) <= 4) {
                    return step * power;
                }
            }
        }
    }
}
