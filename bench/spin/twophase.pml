/*
 * Two-phase commit: the Machine of the same name in Assay's examples, for SPIN.
 *
 *   spin -DN=8 -a twophase.pml            (N from 1 to 8)
 *   spin -DN=8 -DARRAYS -a twophase.pml   the same states, one byte for each field
 *
 * One process, one control location, one d_step for each action: a step of SPIN is a step
 * of the Machine, and there is no state in between. The message set is never consumed, so
 * each possible message is one flag. What is a set here or a resource manager's state is
 * behind the macros of "The state", which has two forms:
 *
 *   default   bit masks, as somebody who wants speed writes it (a state is 12 bytes);
 *   ARRAYS    an array element for each resource manager, as a textbook writes it.
 *
 * Both have the same guards, steps and counts; only the cost of a state differs.
 */
#ifndef N
#define N 3
#endif
#if N < 1 || N > 8
#error "twophase.pml: N must be from 1 to 8: pass for example -DN=3"
#endif

/* The state. */

#define INIT 0 /* tm */

#define WORKING 0 /* rm[i] */
#define PREPARED 1
#define COMMITTED 2 /* tm and rm[i] */
#define ABORTED 3

byte tm;        /* INIT, COMMITTED or ABORTED */
bit sentCommit; /* Commit is in the message set */
bit sentAbort;  /* Abort is in the message set */

#ifdef ARRAYS

byte rm[N];
bool prepared[N];     /* the transaction manager knows that i is prepared */
bool sentPrepared[N]; /* Prepared(i) is in the message set */

#if N == 1
#define EACH(op, f) f(0)
#elif N == 2
#define EACH(op, f) f(0) op f(1)
#elif N == 3
#define EACH(op, f) f(0) op f(1) op f(2)
#elif N == 4
#define EACH(op, f) f(0) op f(1) op f(2) op f(3)
#elif N == 5
#define EACH(op, f) f(0) op f(1) op f(2) op f(3) op f(4)
#elif N == 6
#define EACH(op, f) f(0) op f(1) op f(2) op f(3) op f(4) op f(5)
#elif N == 7
#define EACH(op, f) f(0) op f(1) op f(2) op f(3) op f(4) op f(5) op f(6)
#else
#define EACH(op, f) f(0) op f(1) op f(2) op f(3) op f(4) op f(5) op f(6) op f(7)
#endif

#define IS_PREPARED(i) prepared[i]
#define IS_COMMITTED(i) (rm[i] == COMMITTED)
#define IS_ABORTED(i) (rm[i] == ABORTED)

#define ALL_PREPARED (EACH(&&, IS_PREPARED))
#define ANY_COMMITTED (EACH(||, IS_COMMITTED))
#define ANY_ABORTED (EACH(||, IS_ABORTED))

#define IS_WORKING(i) (rm[i] == WORKING)
#define IS_SENT(i) sentPrepared[i]
#define LEARN(i) prepared[i] = true
#define PREPARE(i) rm[i] = PREPARED; sentPrepared[i] = true
#define COMMIT(i) rm[i] = COMMITTED
#define ABORT(i) rm[i] = ABORTED

#else

/* Bit i of a mask is resource manager i. It is Working if it is in none of the first
 * three masks, and it is in at most one of them. */
byte rmPrepared;
byte rmCommitted;
byte rmAborted;
byte prepared;     /* those that the transaction manager knows to be prepared */
byte sentPrepared; /* those whose Prepared(i) is in the message set */

#define BIT(i) (1 << i)
#define ALL ((1 << N) - 1)

#define ALL_PREPARED (prepared == ALL)
#define ANY_COMMITTED (rmCommitted != 0)
#define ANY_ABORTED (rmAborted != 0)

#define IS_WORKING(i) (((rmPrepared | rmCommitted | rmAborted) & BIT(i)) == 0)
#define IS_SENT(i) ((sentPrepared & BIT(i)) != 0)
#define LEARN(i) prepared = prepared | BIT(i)
#define PREPARE(i) rmPrepared = rmPrepared | BIT(i); sentPrepared = sentPrepared | BIT(i)
#define COMMIT(i) \
	rmCommitted = rmCommitted | BIT(i); \
	rmPrepared = rmPrepared & (ALL - BIT(i)); \
	rmAborted = rmAborted & (ALL - BIT(i))
#define ABORT(i) \
	rmAborted = rmAborted | BIT(i); \
	rmPrepared = rmPrepared & (ALL - BIT(i)); \
	rmCommitted = rmCommitted & (ALL - BIT(i))

#endif

/* The invariant, asserted at the end of every step: no Aborted beside a Committed. The
 * initial state is the only one that no step leads to; it has neither. -DBROKEN asserts
 * something false instead, to see that the assertions are alive. */
#ifdef BROKEN
#define CHECK assert(!(ANY_COMMITTED && ALL_PREPARED))
#else
#define CHECK assert(!(ANY_ABORTED && ANY_COMMITTED))
#endif

/* The actions of resource manager i, and what the transaction manager hears from it. The
 * guards of the last three do not look at rm[i] or prepared[i]: as in the Machine, a step
 * that changes nothing is a step. */
#define RM(i) \
	:: d_step { tm == INIT && IS_SENT(i) -> LEARN(i); CHECK } /* TmRcvPrepared */ \
	:: d_step { IS_WORKING(i) -> PREPARE(i); CHECK }          /* RmPrepare */ \
	:: d_step { IS_WORKING(i) -> ABORT(i); CHECK }            /* RmChooseToAbort */ \
	:: d_step { sentCommit -> COMMIT(i); CHECK }              /* RmRcvCommit */ \
	:: d_step { sentAbort -> ABORT(i); CHECK }                /* RmRcvAbort */

active proctype machine() {
	do
	:: d_step { tm == INIT && ALL_PREPARED -> tm = COMMITTED; sentCommit = 1; CHECK } /* TmCommit */
	:: d_step { tm == INIT -> tm = ABORTED; sentAbort = 1; CHECK }                    /* TmAbort */
	RM(0)
#if N > 1
	RM(1)
#endif
#if N > 2
	RM(2)
#endif
#if N > 3
	RM(3)
#endif
#if N > 4
	RM(4)
#endif
#if N > 5
	RM(5)
#endif
#if N > 6
	RM(6)
#endif
#if N > 7
	RM(7)
#endif
	od
}
