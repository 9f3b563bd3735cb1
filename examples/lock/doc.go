// Package lock is a lock service in three systems: a lock that is held until it is given back, one that is leased, and one that is
// leased with a fence. One server grants one lock to one client at a time.
//
// # System: held until it is given back
//
// A client asks for the lock, holds it until its work is done, and releases it; each does so once. The server writes who holds the
// lock on its disk before it says so, since it may crash and come back: whoever holds the lock then still does, and only those who
// waited are forgotten.
//
// What is checked, over every order of deliveries, with any message lost, one delivered twice, and one crash of the server:
//   - "mutual exclusion": no two clients hold the lock;
//   - "someone holds the lock": the system does something at all.
//
// Nothing is said about progress: a client whose message was lost, or who waited when the server crashed, waits for ever. Clients
// do not crash; one that did would start again, and could be told that it holds the lock by what was sent to its former self.
// broken.go has three ways to get it wrong.
//
// # Lease: it ends by itself
//
// A holder that is gone keeps such a lock for ever. So the lock is leased for a term, after which the server grants it to the next on
// its own clock, and asks nobody. A holder looks at its clock before it writes to the store that the lock is for. It counts the term
// from before it asked, so that its lease ends earlier here than there, and a server that crashed waits for a whole term.
//
//   - "one lease at a time": a client that hears of the next holder, and looks at its clock, finds that its own lease is over. It holds
//     with messages lost and delivered twice, partitions, and crashes with any disk, and breaks where clocks drift (Drifting). Margin
//     cures that.
//   - "no late write": the store takes no write of an ended lease after the next holder's. It is broken with no failure at all, by a
//     holder that is paused between its look at the clock and its write (PausedHolder). No margin and no better clock cures that.
//
// The first is about clients that look, since one that does not may believe that it holds the lock for ever.
//
// # Fenced: the store refuses
//
// Each lease has a token, greater than the one before, which is durable before anyone hears of it. A write shows the token of its lease,
// and the store refuses one smaller than the greatest that it has seen, and keeps that where it keeps the value. "No late write" then
// holds with every failure above and clocks that drift, but for one: a crash that leaves a disk empty. The server then gives tokens again
// that were given; a store has forgotten what it took, and no property sees what was lost with it. fencedbroken.go leaves out one part
// of the fence at a time, and TestWhatAFenceTakes says what each is against.
//
// In both the clients have an order, and each asks when the one before it has the lock, so that a property can tell who is late even if
// the server has forgotten it. There are two clients, they do not crash, and time goes on for a few ticks.
package lock
