/*
 * Somebody else writes on the target: past replication, in replication's name, after clearing the target's binlog, while the
 * binlog leaves something out. The watch reads the target's binlog and takes for replication's only what the source's feed
 * told, group by group. How rows are read while live is simpler here than in changes.pml: both snapshots at one moment.
 *
 * README.md says what is switched on with which macro, and what each mutation leaves out.
 */
#ifndef CHANGES
#define CHANGES 2
#endif
#ifndef STRANGE
#define STRANGE 1
#endif
#ifndef FAULTS
#define FAULTS 1
#endif
#define KEYS 2
#define NOWHERE KEYS        /* a key that was misread and that no row has */
#define LOG (CHANGES + STRANGE)
#define BAD 2               /* a value that the source never has; 0 is no row, 1 a row */
#define OWN 255             /* the sequence number of a group that names the target's server id */

mtype:verdict = { None, Same, Different };

byte source[KEYS];
byte target[KEYS];

/* The source's binlog: the group at i has the sequence number i + 1. */
byte logKey[CHANGES];
byte logTo[CHANGES];
byte written;
byte applied;
byte faults;
byte strange;

/* The target's binlog, with what replication did and what others did. */
byte theirGtid[LOG];
byte theirKey[LOG];
byte theirTo[LOG];
bool theirMore[LOG];    /* the other row was changed too, by a trigger */
byte theirEnd;
byte identity;          /* another one after RESET MASTER, though the first file's name may be the same */

bool leavesOut;         /* binlog-ignore-db on the target */
byte startsThere;
bool triggers;          /* the applier runs triggers */

bool frozen;

/* What the source's feed told. */
bool listening;
byte begun;             /* where it began */
byte told;
byte residue[KEYS];

/* What the watch on the target made of its binlog. */
bool watching;
byte read;
byte above;             /* all that the target had applied when the watch began lies at or below */
byte matched;           /* the last group that was replication's */
#ifdef ONCE_IN_ANY_ORDER
bool matches[CHANGES + 1];
#endif
bool strangers[KEYS + 1];

init {
    atomic {
        source[0] = 1;
        target[0] = 1;
        run application();
        run replication();
        run stranger();
        run feed();
        run watch();
        run prover()
    }
}

proctype application() {
    byte k;
end:
    do
    :: atomic { !frozen && written < CHANGES ->
        select (k : 0 .. KEYS - 1);
        source[k] = 1 - source[k];
        logKey[written] = k;
        logTo[written] = source[k];
        written++;
        k = 0
    }
    od
}

inline group(gtid, k, value, more) {
    if
    :: !leavesOut ->
        theirGtid[theirEnd] = gtid;
        theirKey[theirEnd] = k;
        theirTo[theirEnd] = value;
        theirMore[theirEnd] = more;
        theirEnd++
    :: else
    fi
}

proctype replication() {
end:
    do
    :: atomic { applied < written ->
        if
        :: target[logKey[applied]] = logTo[applied];
#ifdef TRIGGERS
            if
            :: triggers ->
                target[1 - logKey[applied]] = BAD;
                if
                :: true -> group((applied + 1), logKey[applied], logTo[applied], true)
                :: true -> group((applied + 1), logKey[applied], logTo[applied], false)     /* or not even logged */
                fi
            :: else -> group((applied + 1), logKey[applied], logTo[applied], false)
            fi
#else
            group((applied + 1), logKey[applied], logTo[applied], false)
#endif
        :: faults < FAULTS -> faults++                              /* sql_slave_skip_counter */
        :: faults < FAULTS ->
            faults++;
            target[logKey[applied]] = BAD;
            group((applied + 1), logKey[applied], BAD, false)
        fi;
        applied++
    }
    od
}

/* Any row, any value, under any GTID: its own, or that of a group of the source, past or to come, as mysqlbinlog replays it. */
proctype stranger() {
    byte k, value, gtid;
end:
    do
    :: atomic { !frozen && strange < STRANGE ->
        strange++;
        select (k : 0 .. KEYS - 1);
        if
        :: gtid = OWN; value = BAD
        :: select (gtid : 1 .. CHANGES); select (value : 0 .. 1)
        fi;
        target[k] = value;
        if
        :: true -> group(gtid, k, value, false)
#ifdef SILENT
        :: skip                                         /* SET sql_log_bin = 0 */
#endif
        fi;
        k = 0; value = 0; gtid = 0
    }
#ifdef CLEARS
    :: atomic { !frozen && identity == 0 ->
        identity++;
        theirEnd = 0;
        for (k : 0 .. LOG - 1) { theirGtid[k] = 0; theirKey[k] = 0; theirTo[k] = 0 };
        k = 0
    }
#endif
#ifdef LEAVES_OUT
    :: atomic { !frozen && startsThere < 2 -> startsThere++; leavesOut = !leavesOut }
#endif
#ifdef TRIGGERS
    :: atomic { !frozen && !triggers -> triggers = true }
#endif
    od
}

proctype feed() {
end:
    do
    :: atomic { listening && told < written -> told++; residue[logKey[told - 1]] = told }
    od
}

/* Whether a group of the target's binlog is one that the source's feed told: each once and in order, with the same content. */
#ifdef BY_GTID_ONLY
#define CONTENT true
#else
#define CONTENT (theirKey[read] == logKey[gtid - 1] && theirTo[read] == logTo[gtid - 1] && !theirMore[read])
#endif
#ifdef TOLD_OR_OLD
#define TOLD (gtid <= told)
#else
#define TOLD (gtid > begun && gtid <= told)
#endif
#ifdef SEEN_TWICE
#define ORDER (gtid > above)
#else
#ifdef ONCE_IN_ANY_ORDER
#define ORDER (gtid > above && !matches[gtid])
#else
#define ORDER (gtid > above && gtid > matched)
#endif
#endif

/* The feed may be late: what it has not told yet it may still tell. */
#define DECIDABLE (theirGtid[read] == OWN || theirGtid[read] <= told || (frozen && told == written))

proctype watch() {
    byte gtid;
end:
    do
    :: atomic { watching && read < theirEnd && DECIDABLE ->
        gtid = theirGtid[read];
        if
#ifdef BY_SERVER_ID
        :: gtid != OWN
#else
        :: gtid != OWN && TOLD ->
            if
            :: ORDER && CONTENT ->
#ifdef ONCE_IN_ANY_ORDER
                matches[gtid] = true;
#endif
                matched = gtid
            :: else ->
                strangers[theirKey[read]] = true;
                if
                :: theirMore[read] -> strangers[1 - theirKey[read]] = true
                :: else
                fi
            fi
#endif
        :: else ->
#ifdef MISREADS
            if
            :: strangers[theirKey[read]] = true
            :: strangers[NOWHERE] = true
            fi
#else
            strangers[theirKey[read]] = true
#endif
        fi;
        read++;
        gtid = 0
    }
    od
}

proctype prover() {
    byte k, from, knownIdentity, knownStarts, end_;
    byte here[KEYS];
    byte there[KEYS];
    bool different, whole;
    mtype:verdict verdict = None;

    /* The watch may begin where the copy ended, which is earlier. */
    atomic {
        knownIdentity = identity;
        knownStarts = startsThere;
        if
        :: read = theirEnd
        :: skip
        fi
    };
    /* After that place was taken: what lies before it is not taken for replication's when it comes once more. */
#ifndef APPLIED_NOT_ASKED
    above = applied;
#endif
    atomic {
        select (begun : 0 .. applied);                  /* the target says what it has applied afterwards */
        told = begun;
        listening = true;
        watching = true
    };
    from = begun;

    /* The first reading, and then what changed. */
look:
    atomic { here[0] = source[0]; here[1] = source[1]; there[0] = target[0]; there[1] = target[1]; end_ = written };
    (told >= end_);
    atomic {
        k = 0;
        do
        :: k < KEYS ->
            if
            :: residue[k] > from                        /* it changed in between */
            :: residue[k] <= from && here[k] == there[k] -> residue[k] = 0
            :: else -> different = true
            fi;
            k++
        :: else -> break
        od;
        k = 0; here[0] = 0; here[1] = 0; there[0] = 0; there[1] = 0; end_ = 0
    };
    if
    :: !different && (residue[0] != 0 || residue[1] != 0) -> from = applied; goto look
    :: skip
    fi;

    frozen = true;
    (told >= written && applied >= written);
    end_ = theirEnd;
#ifndef STRANGERS_NOT_AWAITED
    (read >= end_);
#endif
    d_step {
        whole = different;
#ifndef NO_IDENTITY
        whole = whole || identity != knownIdentity;
#endif
#ifndef NO_END
        whole = whole || theirEnd < read;
#endif
#ifdef LEAVES_OUT
#ifndef CONDITION_NOT_LOOKED_AT
        whole = whole || leavesOut;
#endif
#ifndef NO_STARTS_OF_THE_TARGET
        whole = whole || startsThere != knownStarts;
#endif
#endif
#ifdef TRIGGERS
#ifndef CONDITION_NOT_LOOKED_AT
        whole = whole || triggers;
#endif
#endif
#ifndef NOT_FOUND_IS_THE_SAME
        whole = whole || strangers[NOWHERE];
#endif
        verdict = Same;
        k = 0;
        do
        :: k < KEYS ->
            if
#ifdef STRANGE_KEYS_NOT_COMPARED
            :: (whole || residue[k] != 0) && source[k] != target[k] -> verdict = Different
#else
            :: (whole || residue[k] != 0 || strangers[k]) && source[k] != target[k] -> verdict = Different
#endif
            :: else
            fi;
            k++
        :: else -> break
        od
    };
#ifdef REACHED
    assert(!(REACHED));
#else
#ifndef LIMITED_TO_DIFFERENT
    /* Same is never said of rows that differ. */
    assert(verdict != Same || (source[0] == target[0] && source[1] == target[1]));
#endif
#ifndef LIMITED_TO_SAME
    /* Different is never said of equal rows. */
    assert(verdict != Different || source[0] != target[0] || source[1] != target[1]);
#endif
#endif
}
