package dev.evenkeel.workload;

import java.util.List;

/** The rows of the platform's own tables, parents before children. */
final class PlatformRows {
    private final Sizes sizes;

    PlatformRows(Sizes sizes) {
        this.sizes = sizes;
    }

    List<Fill> fills() {
        return List.of(
                new Fill(
                        "schools",
                        "(code, name, town, founded, @place) SET place = ST_GeomFromText(@place)",
                        sizes.schools(),
                        this::school),
                new Fill(
                        "learners",
                        "(id, school_code, mentor_id, name, email, born, @hand, languages, note, changed_at)"
                                + " SET hand = CAST(@hand AS UNSIGNED)",
                        sizes.learners(),
                        this::learner),
                new Fill("items", "(id, stem, answer, points, retired)", sizes.items(), this::item),
                new Fill(
                        "assessments",
                        "(id, title, settings, opens_at, closes_at)",
                        sizes.assessments(),
                        this::assessment),
                new Fill(
                        "assessment_items",
                        "(assessment_id, place, item_id)",
                        sizes.assessments() * sizes.itemsPerAssessment(),
                        this::assessmentItem),
                new Fill("tags", "(name, @colour) SET colour = UNHEX(@colour)", sizes.tags(), this::tag),
                new Fill("item_tags", "(tag_name, item_id)", sizes.items(), this::itemTag),
                new Fill(
                        "sessions",
                        "(id, learner_id, assessment_id, state, started_at, finished_at, client)",
                        sizes.sessions(),
                        this::session),
                new Fill(
                        "responses",
                        "(id, session_id, item_id, answer, correct, points, answered_at)",
                        sizes.responses(),
                        this::response),
                new Fill(
                        "scores",
                        "(session_id, scale, points, max_points, theta, standard_error, graded_at)",
                        sizes.sessions(),
                        this::score));
    }

    private void school(Lines out, Chance chance, long number) {
        out.text(schoolCode(number))
                .text(chance.words(1, 3) + " school")
                .textOrNull(chance.oneIn(5), chance.word())
                .textOrNull(chance.oneIn(6), chance.oneIn(9) ? "0000" : Long.toString(1901 + chance.below(255)))
                .textOrNull(chance.oneIn(4), "POINT(" + chance.twice(90) + " -" + chance.twice(45) + ")")
                .end();
    }

    /** Enum index 0, which no text stands for, is what a server not in strict mode keeps of an unknown text. */
    private void learner(Lines out, Chance chance, long number) {
        boolean mentored = number > 10 && chance.oneIn(3);
        out.number(learnerId(number))
                .textOrNull(chance.oneIn(20), schoolCode(1 + chance.below(sizes.schools())))
                .textOrNull(!mentored, Long.toString(learnerId(1 + chance.below(number))))
                .text(chance.oneIn(15) ? chance.person() + " " + chance.sign() : chance.person())
                .textOrNull(chance.oneIn(10), "learner" + number + "@" + chance.of("Example.org", "example.com"))
                .text(chance.oneIn(30) ? "0000-00-00" : chance.oneIn(30) ? "2004-00-00" : chance.day())
                .number(chance.oneIn(12) ? 0 : 1 + chance.below(3))
                .text(chance.of("", "de", "de,fr", "en,fr,it", "de,en,fr,it,rm,tr"))
                .textOrNull(chance.oneIn(2), chance.of("", "NULL", "null", " ", chance.words(1, 3)))
                .text(chance.day() + " " + chance.time(3))
                .end();
    }

    private void item(Lines out, Chance chance, long number) {
        out.number(itemId(number))
                .text(chance.prose(6, 40))
                .textOrNull(chance.oneIn(9), chance.words(1, 4))
                .text(chance.decimal(1_000, 2))
                .number(chance.oneIn(25) ? 1 : 0)
                .end();
    }

    private void assessment(Lines out, Chance chance, long number) {
        String settings = "{\"shuffle\": " + chance.of("true", "false") + ", \"minutes\":" + chance.below(180)
                + ",  \"title\": \"" + chance.word() + " \\u00e9 " + chance.sign() + "\", \"minutes\": null}";
        out.number(number)
                .text(chance.words(2, 5))
                .textOrNull(chance.oneIn(6), settings)
                .textOrNull(chance.oneIn(8), chance.oneIn(8) ? "0000-00-00 00:00:00" : chance.day() + " 08:00:00")
                .textOrNull(chance.oneIn(3), chance.day() + " " + chance.time(6))
                .end();
    }

    private void assessmentItem(Lines out, Chance chance, long number) {
        out.number(1 + (number - 1) / sizes.itemsPerAssessment())
                .number((number - 1) % sizes.itemsPerAssessment())
                .number(anyItem(chance))
                .end();
    }

    private void tag(Lines out, Chance chance, long number) {
        out.text(tagName(number)).bytes(chance.bytes(3)).end();
    }

    private void itemTag(Lines out, Chance chance, long number) {
        out.text(tagName(1 + chance.below(sizes.tags()))).number(itemId(number)).end();
    }

    private void session(Lines out, Chance chance, long number) {
        boolean finished = !chance.oneIn(4);
        String day = chance.day();
        out.number(sessionId(number))
                .number(learnerId(1 + chance.below(sizes.learners())))
                .textOrNull(chance.oneIn(40), Long.toString(1 + chance.below(sizes.assessments())))
                .text(finished ? "finished" : chance.of("open", "abandoned"))
                .text(day + " " + chance.time(3))
                .textOrNull(!finished, day + " 23:59:59")
                .textOrNull(chance.oneIn(7), "Mozilla/5.0 (" + chance.word() + ") é" + chance.below(60))
                .end();
    }

    private void response(Lines out, Chance chance, long number) {
        // Some sessions have many responses and some none.
        long session = chance.oneIn(10)
                ? 1 + chance.below(Math.max(1, sizes.sessions() / 50))
                : 1 + chance.below(sizes.sessions());
        out.number(number + number / 1_000)
                .number(sessionId(session))
                .textOrNull(chance.oneIn(50), Long.toString(anyItem(chance)))
                .textOrNull(chance.oneIn(20), chance.oneIn(40) ? chance.of("", "NULL", "0") : chance.prose(3, 12))
                .textOrNull(chance.oneIn(30), chance.of("0", "1"))
                .text(chance.decimal(500, 2))
                .textOrNull(chance.oneIn(90), chance.day() + " " + chance.time(3))
                .end();
    }

    private void score(Lines out, Chance chance, long number) {
        out.number(sessionId(number))
                .text(chance.of("total", "Reading", "numbers"))
                .text(chance.decimal(10_000, 2))
                .text("100.00")
                .textOrNull(chance.oneIn(20), (chance.oneIn(2) ? "-" : "") + chance.single(4))
                .textOrNull(chance.oneIn(20), chance.twice(1))
                .text(chance.day() + " " + chance.time(0))
                .end();
    }

    private long anyItem(Chance chance) {
        return itemId(1 + chance.below(sizes.items()));
    }

    static String schoolCode(long number) {
        String digits = Long.toString(number);
        return "S" + "0".repeat(Math.max(0, 7 - digits.length())) + digits;
    }

    /** Ids leave gaps, as they do after years of rollbacks and deletes. */
    static long learnerId(long number) {
        return number + number / 97 * 5;
    }

    static long itemId(long number) {
        return number * 3 - 1;
    }

    static long sessionId(long number) {
        return number + number / 211;
    }

    /** Sorts differently with case and without; no two are equal without it. */
    static String tagName(long number) {
        return switch ((int) (number % 4)) {
            case 0 -> "algebra " + number;
            case 1 -> "Algebra " + number;
            case 2 -> "ÉCRIT-" + number;
            default -> "écrit_" + number;
        };
    }
}
