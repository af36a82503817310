/*
 * What changes while both sides are live: a source, a target that applies its changes later, in order and perhaps wrongly, a feed
 * with a place of its own, views of both sides, the residue, doubts, restarts, and the freeze.
 *
 * README.md says what is switched on with which macro, and what each mutation leaves out.
 */
#ifndef CHANGES
#define CHANGES 3
#endif
#ifndef FAULTS
#define FAULTS 1
#endif
#define KEYS 2
#define TOLD (KEYS + 1)     /* the last one stands for a key that was misread and that no row has */
#define NOWHERE KEYS
#define LOG (CHANGES + 1)   /* a restart writes to the binlog too */
#define BAD 2               /* a value that the source never has; 0 is no row, 1 a row */

mtype:kind = { Row, Statement, Truncate, Alter, Started };
mtype:verdict = { None, Same, Different, Inconclusive };

byte source[TOLD];
byte target[TOLD];

/* The source's binlog, and what the source held before each change. */
mtype:kind logKind[LOG];
byte logKey[LOG];
byte logTo[LOG];
byte logWas[LOG];
byte logBy[LOG];      /* the definition by which it is to be read */
byte written;

byte applied;         /* what the target has applied */
byte executed;        /* what the target says it has applied, which it says afterwards */
byte targetWas;       /* what stood in the row that it changed last */
byte faults;
bool harmed[TOLD];    /* something other than replication made the sides differ here */

bool frozen;          /* the source takes no more writes */
bool decided;

/* What the feed told. */
bool listening;
bool connected = true;
bool dead;            /* the binlog it should go on in is gone */
byte told;
byte residue[TOLD];   /* the place of a key's last change, 0 when it is proved since */
bool present[TOLD];   /* whether that change left a row */
byte last[TOLD];      /* the place of its last change, proved or not */
byte doubt;           /* any row may have changed up to here */
byte misread;

byte definition;      /* of the source */
byte definitionThere;
byte known;           /* by which the feed reads */
byte knownThere;

byte starts;          /* of the source */
byte knownStart;
byte startsThere;

/* A view. */
bool openHere;
bool openThere;
byte here[TOLD];
byte there[TOLD];
byte viewFrom;
byte viewTo;

init {
    byte k;
    atomic {
        source[0] = 1;
        target[0] = 1;
        if                                      /* a bad copy */
        :: skip
        :: select (k : 0 .. KEYS - 1); target[k] = BAD; harmed[k] = true
        fi;
        run application();
        run replication();
        run feed();
        run prover()
    }
}

/* A change of one row makes it come or go, so that two changes bring back what was there. */
inline write(what, k, value) {
    logKind[written] = what;
    logKey[written] = k;
    logWas[written] = source[k];
    logTo[written] = value;
    logBy[written] = definition;
    source[k] = value;
    written++
}

proctype application() {
    byte k;
end:
    do
    :: atomic { !frozen && written < CHANGES -> select (k : 0 .. KEYS - 1); write(Row, k, 1 - source[k]); k = 0 }
#ifdef STATEMENTS
    /* What it changes is not in the binlog, and it may do something else on the target. */
    :: atomic { !frozen && written < CHANGES -> select (k : 0 .. KEYS - 1);
        if
        :: write(Statement, k, 1 - source[k])
        :: write(Statement, k, source[k])
        fi;
        k = 0
    }
#endif
#ifdef TRUNCATES
    :: atomic { !frozen && written < CHANGES ->
        write(Truncate, 0, 0);
        source[1] = 0;
        if
        :: openHere -> here[0] = 0; here[1] = 0         /* as servers of 10.1 do it */
        :: else
        fi
    }
#endif
#ifdef ALTERS
    :: atomic { !frozen && written < CHANGES -> write(Alter, 0, source[0]); definition = 1 - definition }
#endif
#ifdef RESTARTS
    /* The source starts anew, in a new binlog file; it may have forgotten a change that its binlog tells. */
    :: atomic { starts == 0 && !decided ->
        if
        :: written > 0 -> source[logKey[written - 1]] = logWas[written - 1]; harmed[logKey[written - 1]] = true
        :: skip
        fi;
        starts++;
        connected = false;
        logKind[written] = Started;
        written++
    }
#endif
#ifdef TARGET_RESTARTS
    /* The target may forget a change too that its own position says is applied. */
    :: atomic { startsThere == 0 && applied > 0 && executed == applied && !decided ->
        startsThere++;
        target[logKey[applied - 1]] = targetWas;
        harmed[logKey[applied - 1]] = true
    }
#endif
    od
}

inline apply(k) {
    targetWas = target[k];
    if
    :: logKind[applied] == Started
    :: logKind[applied] != Started ->
        if
        :: target[k] = logTo[applied];
            if
            :: logKind[applied] == Truncate -> target[1] = 0
            :: logKind[applied] == Alter -> definitionThere = 1 - definitionThere
            :: else
            fi
        :: faults < FAULTS -> faults++; harmed[k] = true                        /* it is left out */
        :: faults < FAULTS -> faults++; harmed[k] = true; target[k] = BAD       /* or done wrongly */
        fi;
        if
        :: logKind[applied] == Truncate && openThere -> there[0] = 0; there[1] = 0
        :: else
        fi;
        if
        :: logKind[applied] == Truncate && target[1] != 0 -> harmed[1] = true
        :: else
        fi
    fi;
    applied++
}

proctype replication() {
end:
    do
    :: atomic { applied < written -> apply(logKey[applied]) }
#ifdef EXECUTED_AHEAD
    :: atomic { executed < written -> executed++ }
#else
    :: atomic { executed < applied -> executed = applied }
#endif
    od
}

inline tell(k) {
    residue[k] = told;
    last[k] = told;
    present[k] = logTo[told - 1] != 0;
#ifdef BOUNDED
    if
    :: residue[0] != 0 && residue[1] != 0 ->
        residue[0] = 0; residue[1] = 0;
#ifndef FORGOTTEN
        doubt = told
#else
        skip
#endif
    :: else
    fi
#endif
}

proctype feed() {
end:
    do
    :: atomic { listening && connected && !dead && told < written ->
        told++;
        if
        :: logKind[told - 1] == Row ->
            if
            :: logBy[told - 1] == known -> tell(logKey[told - 1])
            :: logBy[told - 1] != known -> tell((1 - logKey[told - 1]))
#ifdef MISREADS
            :: misread == 0 && logTo[told - 1] != 0 -> misread++; tell(NOWHERE)
#endif
#ifdef MISREAD_DELETES
            :: misread == 0 && logTo[told - 1] == 0 -> misread++; tell(NOWHERE)
#endif
            fi
        :: logKind[told - 1] == Started
        :: else -> doubt = told
        fi
    }
    /* It goes on where it was cut off, with a look at whether the server is the one it was. */
    :: atomic { !connected ->
#ifndef RESTART_UNDOUBTED
        if
        :: knownStart != starts -> doubt = written
        :: else
        fi;
#endif
        knownStart = starts;
        connected = true
    }
#ifdef GONE
    /* The file in which it should go on is gone. */
    :: atomic { listening && !dead && told < written && !decided ->
#ifdef GONE_PASSED_OVER
        told = written
#else
        dead = true
#endif
    }
#endif
    od
}

#ifdef LIMITED_TO_SAME
#define differs(k) skip
#else
#define differs(k) assert(harmed[k])        /* Different is never said of equal rows */
#endif

inline open() {
#ifndef APPLIED_AFTER
    asked = executed;
#endif
    atomic { there[0] = target[0]; there[1] = target[1]; openThere = true };
    atomic { here[0] = source[0]; here[1] = source[1]; openHere = true; at = written };
#ifdef APPLIED_AFTER
    asked = executed;
#endif
    atomic {
        viewTo = written;
        viewFrom = (asked < at -> asked : at);
        asked = 0
    }
}

inline release() {
    d_step {
        openHere = false; openThere = false;
        here[0] = 0; here[1] = 0; there[0] = 0; there[1] = 0;
        viewFrom = 0; viewTo = 0; at = 0; asked = 0
    }
}

/* An unequal reading is judged after the feed has told everything up to the source's end, asked after the reading. */
inline settle(enough) {
#ifdef END_NOT_ASKED_AGAIN
    enough = viewTo;
#else
    enough = written;
#endif
#ifndef JUDGED_AT_ONCE
    (told >= enough || dead);
#endif
    enough = 0
}

/* A key that should have been found and was not: some other row changed, and nobody knows which. */
#ifdef KEYS_NOT_LOOKED_FOR
#define MISREAD false
#else
#define MISREAD (last[NOWHERE] > viewFrom && present[NOWHERE])
#endif
/* Nothing is judged while a doubt came that the view may not hold, or after which no definition was looked at yet. */
#ifdef DOUBT_HELD_AGAINST_THE_VIEW_ONLY
#define DOUBTED (doubt > viewFrom)
#else
#define DOUBTED (doubt > viewFrom || doubt > looked)
#endif
#define BROKEN (starts != epoch || startsThere != epochThere || dead)

proctype prover() {
    byte begin, k, at, asked, atLeast, low, due, enough;
    byte epoch, epochThere, proofThere, proofFrom, looked;
    bool proved, found, whole, toldPresent;
    mtype:verdict verdict = None;

    begin = written;
    atomic {
        begin = (executed < begin -> executed : begin);
        known = definition;
        knownThere = definitionThere;
#ifndef LATE_FEED
        told = begin;
        listening = true
#endif
    }

live:
    do
    :: !dead && (!proved || doubt > proofFrom || doubt > looked || startsThere != proofThere) -> goto read
    :: !dead && proved && (residue[0] != 0 || residue[1] != 0 || residue[NOWHERE] != 0) -> goto shrink
    :: goto freeze
    od;

    /* One reading of everything, each row a chunk. */
read:
    atomic {
        epoch = starts; epochThere = startsThere;
        atLeast = (doubt > begin -> doubt : begin);
        looked = atLeast;
        low = 255;
        k = 0
    }
#ifndef VIEW_BEFORE_DOUBT
    (executed >= atLeast || dead);
#endif
    open();
#ifdef ALTERS
#ifndef NO_DEFINITIONS_LIVE
    /* After the view is opened, which holds the doubt. */
    if
    :: known != knownThere || atLeast > begin && (definition != known || definitionThere != knownThere) ->
        proved = false;
        goto freeze
    :: else
    fi;
#endif
#endif
#ifdef LATE_FEED
    atomic { !listening -> told = written; listening = true };
#endif
    do
    :: k < KEYS ->
        if
        :: BROKEN -> goto unread
        :: else
        fi;
        if
        :: here[k] == there[k]
        :: else ->
            settle(enough);
            if
            :: BROKEN || DOUBTED || MISREAD -> goto unread
            :: else ->
                if
                :: last[k] > viewFrom                   /* it changed in between: taken off both sums */
                :: else -> differs(k); found = true; goto unread
                fi
            fi
        fi;
        atomic {
#ifdef FROM_OF_THE_LAST
            low = viewFrom;
#else
            low = (viewFrom < low -> viewFrom : low);
#endif
            k++
        };
        if
        :: k < KEYS -> release(); open()
        :: skip
        fi
    :: else -> break
    od;
    atomic {
        proved = !BROKEN;
#ifdef DOUBT_ENDS_WITH_A_READING
        proofFrom = (atLeast > low -> atLeast : low);
#else
        proofFrom = low;
#endif
        proofThere = epochThere;
#ifdef PROVED_UP_TO_ITS_END
        low = at;
#endif
        k = 0;
        do
        :: k < TOLD ->
            if
            :: proved && residue[k] <= low -> residue[k] = 0
            :: else
            fi;
            k++
        :: else -> break
        od;
        goto seen
    }
unread:
    proved = false;
seen:
    release();
    atomic {
        k = 0; low = 0; atLeast = 0; epoch = 0; epochThere = 0;
        if
        :: found -> goto freeze
        :: else -> goto live
        fi
    };

    /* What changed since is proved again. */
shrink:
    atomic { epoch = starts; epochThere = startsThere };
    (executed >= proofFrom || dead);
    open();
#ifndef NOT_WAITED_FOR
    (told >= viewTo || dead);
#endif
    k = 0;
    do
    :: k < TOLD ->
        if
        :: BROKEN -> break
        :: else
        fi;
        atomic { due = residue[k]; toldPresent = present[k] };
        if
#ifdef OLDER_VIEW
        :: due != 0 ->
#else
        :: due != 0 && due <= viewFrom ->
#endif
            if
#ifdef NOT_HELD_AGAINST_THE_SOURCE
            :: here[k] == there[k] ->
#else
            :: here[k] == there[k] && toldPresent == (here[k] != 0) ->
#endif
                atomic {
                    if
#ifdef CHANGED_SINCE
                    :: true -> residue[k] = 0
#else
                    :: residue[k] == due -> residue[k] = 0
#endif
                    :: else
                    fi
                }
            :: here[k] != there[k] ->
                settle(enough);
                if
                :: BROKEN || DOUBTED || MISREAD
                :: else -> differs(k); found = true; proved = false; break
                fi
            :: else                                     /* not what was told: it stays */
            fi
        :: else
        fi;
        k++
    :: else -> break
    od;
    release();
    atomic {
        k = 0; due = 0; toldPresent = false; epoch = 0; epochThere = 0;
        if
        :: found -> goto freeze
        :: else -> goto live
        fi
    };

freeze:
    release();
    frozen = true;
    begin = written;
#ifndef FEED_NOT_READ_TO_THE_END
    (told >= begin || dead);
#endif
#ifndef NO_CATCHING_UP
    (executed >= begin);
#endif
    atomic {
        epoch = starts; epochThere = startsThere;
        whole = !proved;
#ifndef DOUBT_IGNORED
        whole = whole || doubt > proofFrom;
#endif
#ifdef ALTERS
#ifndef NO_DEFINITIONS_IN_THE_FREEZE
        whole = whole || definition != known || definitionThere != knownThere;
#endif
#endif
#ifndef NO_STARTS_IN_THE_FREEZE
        whole = whole || knownStart != starts;
#endif
#ifndef NO_STARTS_OF_THE_TARGET
        whole = whole || proofThere != startsThere;
#endif
    };
    d_step {
        verdict = Same;
        k = 0;
        do
        :: k < TOLD ->
            if
#ifdef NO_RESIDUE
            :: false
#else
            :: !whole && residue[k] != 0 ->
#ifndef NOT_HELD_AGAINST_THE_SOURCE
                if
                :: source[k] == target[k] && present[k] != (source[k] != 0) -> whole = true
                :: else
                fi;
#endif
                if
                :: source[k] != target[k] -> verdict = Different
                :: else
                fi
#endif
            :: else
            fi;
            k++
        :: else -> break
        od
    };
    atomic {
        if
        :: whole -> verdict = (source[0] != target[0] || source[1] != target[1] -> Different : Same)
        :: else
        fi
    };
    atomic {
        if
        :: dead -> verdict = Inconclusive
        :: else
        fi;
#ifndef NO_STARTS_IN_THE_FREEZE
        if
        :: starts != epoch -> verdict = Inconclusive
        :: else
        fi;
#endif
#ifndef NO_STARTS_OF_THE_TARGET
        if
        :: startsThere != epochThere -> verdict = Inconclusive
        :: else
        fi;
#endif
        decided = true
    };
    /* What the verdict is about: the target once it has everything up to the frozen place. */
    (applied == written);
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
