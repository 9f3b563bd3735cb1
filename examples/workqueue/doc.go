// Package workqueue is work that waits in a queue, and three ways in which a queue that is well on average is not: one long job before many
// short ones, a mailbox that takes whatever comes, and a record that nobody can read.
//
// # System: what is acknowledged was processed
//
// Producers give jobs to a worker, which has the store process them; the store acknowledges. That is checked in every order of deliveries,
// with any message lost, one delivered twice, and a crash of the worker. Early is broken: its worker acknowledges a job when it takes it
// up.
//
// UnderLoad is the same worker under a load (see package sim), in these worlds:
//
//   - HeadOfLine: 99 of 100 jobs take 1 ms and one takes 100 ms. One lane is busy half of the time, and a job waits for 25.4 ms on average,
//     where it would wait for 1 ms if all jobs were alike. More lanes help. Serving the shortest first helps less, since the one that
//     is being served is not interrupted.
//   - Flood: 1200 jobs a second come to a worker of 1000 a second. Its mailbox is unbounded, so that it is killed for memory, some
//     11 minutes later. With Bounded memory stays flat, and what is too much, one of six, is refused.
//
// # Log: one record that cannot be decoded
//
// A log is read in order: its head is given out until it is committed. Poisoned has consumers that cannot decode one record and try
// again. Its offset stays, its lag grows as fast as records come, nothing is down, and neither a restart nor more consumers help.
// DeadLetters sets the record aside, and goes on: "what is committed is kept" holds for both, and not for Skips, which commits what it
// cannot read.
package workqueue
