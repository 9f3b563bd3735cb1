// Package paxos is single-decree Paxos (Lamport, "The Part-Time Parliament"): a few servers agree on one value although messages
// are delayed without limit and arrive in any order, and clients see them as one register that is written once.
//
// A client puts its own value at one server and then reads at another. A server that is asked to put a value becomes the leader of
// a ballot of its own, in two rounds with a majority: Prepare asks for the promise to take no older ballot, and for what was
// accepted before; Accept asks to accept the value, which has to be the newest one that a promise told of, if any did.
//
// What is checked, over every order of deliveries:
//   - "linearizable": what clients see is one register;
//   - "one value decided": no two servers ever decide differently;
//   - "a value is read": the system does something at all.
//
// Nothing is said about progress: two leaders may overtake each other, and a client whose proposal lost is never answered. A Get
// at a server that has not decided waits (Ignored: Waits).
//
// The state counts of System(3, n) are known from Stateright's example of the same system, and check_test.go holds us to them.
package paxos
