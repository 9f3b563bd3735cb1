// Package raft is Raft (Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", extended version, Figure 2):
// three servers elect a leader, which replicates a log. What a server must not forget it persists, and it waits until the disk has it
// before it says anything; after a crash it goes on with that.
//
// What is checked, over every order of deliveries and timeouts, with any message lost, any delivered twice however often, and a crash of
// any server at any moment, also between two effects of one step and with what was not synced lost:
//   - "one leader a term", "leader completeness", "log matching" and "state machine safety" are Figure 3 of the paper, as far as it is
//     about states. They read what servers know: an entry is committed where one of them knows it, and is applied at once;
//   - "a leader is elected" and "an entry is committed": the system does something at all.
//
// Elections asks what the others leave open, whether the servers can always have a leader again; its comment says how it is put.
//
// # Bounds
//
// Raft has infinitely many states, and what is shown is shown within these. In System two servers, s0 and s2, stand for election once
// each, s1 only votes, and a client has one command for each of the two: so there are two terms and two entries. In Elections there is
// no client, all three stand for election whenever they like, and there are two terms, and one loss or one crash. Figure8 begins in term
// 2 and goes on to term 4. The long tests have a second crash in System, a third term, and a loss and a crash in Elections.
//
// The sweep of the correct servers (TestSweep) goes up to unlimited losses, unlimited duplicates, two crashes with unsynced disks and a
// partition, with one command: it finds no set of failures that breaks anything, but for a wiped disk. TestLongSweep has two commands.
//
// # What goes wrong
//
// Each variant in broken.go does one thing otherwise. The least that the world has to do for it to go wrong was derived before it was
// run, and TestWhatItTakes holds the checker to it:
//
//	VotesForgotten  1 crash                 s1 votes for s0, crashes, and votes for s2 in the same term
//	TermsForgotten  1 crash                 the same: what it comes back with is an older term, in which it has not voted
//	LogsForgotten   1 crash                 an entry is committed with s2, which crashes, and leads without it
//	Unsynced        1 crash, unsynced disk  as the first: the write is lost, and the vote was sent
//	RepliesFirst    1 crash, torn disk      as the first: it dies when the vote is sent and not yet written
//	AnyLog          nothing                 an entry is committed, and whoever lacks it is elected in the next term
//	AnyTerm         nothing                 Figure 8 of the paper, which needs four terms and no crash: deposed is as good as dead
//	AnyPrevious     nothing                 s2 leads with an entry that s1 lacks, and its next one lands in that one's place
//	CountsVotes     1 duplicate             of five servers, one votes for s1 and is counted twice
//	Truncates       nothing                 the heartbeat of a new leader is overtaken by an entry, which is acknowledged and then cut off
//	StaleVotes      nothing                 a vote for term 1 comes in term 2, in which its voter may vote for another
//
// Links are unordered; where they keep the order, Truncates takes unordered links (TestTruncatesFIFO), since no message is overtaken then.
//
// Of the elections, StandsOnce gets stuck without any failure, when all have voted for themselves, and Dozes once all have crashed.
//
// # What it is not
//
// There are no snapshots, changes of membership, reads, sessions of clients, or votes before the vote. A leader does not answer its
// clients. A request of an earlier term is ignored, where the paper answers it. A leader with no commands in its term commits nothing,
// which the paper cures with an empty entry. Logs are written whole. Timeouts have lengths that check does not look at: that elections
// come to an end by chance is not shown.
package raft
