/*
 * The live proof of docs/verification.md, reduced to what its verdict rests on: rows that change on the source, a target that
 * applies the changes later and in order, one snapshot of each side, the feed of what changed, and a freeze.
 *
 *   spin -run -safety -DCOLLAPSE docs/model/live-proof.pml
 *
 * Each of these leaves out one rule and must fail, or the model shows nothing:
 *
 *   spin -DNO_RESIDUE -run -safety docs/model/live-proof.pml       what changed since is not compared again
 *   spin -DLATE_FEED -run -safety docs/model/live-proof.pml        the feed begins behind the source's snapshot
 *   spin -DNO_CATCHING_UP -run -safety docs/model/live-proof.pml   the target is read before it has all
 *   spin -DNO_STRANGERS -run -safety docs/model/live-proof.pml     the target's own binlog is not looked at
 *   spin -DLOST_EVENT -run -safety docs/model/live-proof.pml       a lost event does not throw doubt on everything
 */
#define KEYS 2
#define CHANGES 3
#define VALUES 2

mtype = { Same, Different, Inconclusive };

byte source[KEYS];
byte target[KEYS];

/* The source's binlog: which key got which value, and how many of these changes the target has applied. */
byte changedKey[CHANGES];
byte changedTo[CHANGES];
byte written;
byte applied;

bool frozen;          /* the source takes no more writes */
bool strange;         /* the target's own binlog tells of a write that is no replication */
bool listening;       /* somebody reads the target's own binlog */
bool lost;            /* the feed lost its place in the source's binlog once */

/* Damage that no binlog tells of, done before the proof begins: what a bad copy looks like. */
active proctype world() {
    byte key, value;
    if
    :: skip
    :: select (key : 0 .. KEYS - 1); target[key] = VALUES       /* a value that the source never has */
    fi;
    run application();
    run replication();
    run stranger();
    run prover()
}

proctype application() {
    byte key, value;
    do
    :: written < CHANGES && !frozen ->
        select (key : 0 .. KEYS - 1);
        select (value : 0 .. VALUES - 1);
        atomic {
            if
            :: !frozen ->
                source[key] = value;
                changedKey[written] = key;
                changedTo[written] = value;
                written++
            :: else
            fi
        }
    :: break
    od
}

proctype replication() {
    do
    :: atomic { applied < written -> target[changedKey[applied]] = changedTo[applied]; applied++ }
    :: frozen && applied == written -> break
    od
}

/* Somebody writes to the target past replication, once the other feed listens there. */
proctype stranger() {
    byte key;
    if
    :: skip
    :: listening ->
        select (key : 0 .. KEYS - 1);
        atomic {
            if
            :: !frozen -> target[key] = VALUES; strange = true
            :: else
            fi
        }
    fi
}

proctype prover() {
    byte hereAt, thereAt, key, from, at;
    byte here[KEYS];
    byte there[KEYS];
    bool residue[KEYS];
    bool doubt;
    mtype verdict = Same;

    listening = true;
    from = written;                                     /* the feed begins here */

    if                                                  /* two snapshots, in either order */
    :: atomic { hereAt = written; here[0] = source[0]; here[1] = source[1] };
       atomic { thereAt = applied; there[0] = target[0]; there[1] = target[1] }
    :: atomic { thereAt = applied; there[0] = target[0]; there[1] = target[1] };
       atomic { hereAt = written; here[0] = source[0]; here[1] = source[1] }
    fi;
#ifdef LATE_FEED
    from = written;
#endif

    frozen = true;
#ifndef NO_CATCHING_UP
    applied == written;
#endif

    /* The feed up to the frozen place; it starts where the target stood, if that is further back. */
    if
    :: thereAt < from -> at = thereAt
    :: else -> at = from
    fi;
#ifdef LATE_FEED
    at = from;
#endif
    do
    :: at < written ->
        if
        :: residue[changedKey[at]] = true
        :: lost = true                                  /* the connection broke, and the event did not come */
        fi;
        at++
    :: else -> break
    od;
#ifndef LOST_EVENT
    doubt = lost;
#endif

    key = 0;
    do
    :: key < KEYS ->
        if
        :: doubt || residue[key] ->
#ifndef NO_RESIDUE
            /* Read again at rest. */
            if
            :: source[key] != target[key] -> verdict = Different
            :: else
            fi
#else
            skip
#endif
        :: else ->
            /* Not changed since either snapshot: what they showed still stands. */
            if
            :: here[key] != there[key] -> verdict = Different
            :: else
            fi
        fi;
        key++
    :: else -> break
    od;
#ifndef NO_STRANGERS
    if
    :: strange -> verdict = Inconclusive
    :: else
    fi;
#endif
    assert(verdict != Same || (source[0] == target[0] && source[1] == target[1]));
    /* And nothing is held against rows that nobody damaged. */
    assert(verdict != Different || source[0] != target[0] || source[1] != target[1])
}
