// Package lock is a lock service: one server grants one lock to one client at a time, in the order in which they asked.
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
//
// broken.go has four ways to get it wrong.
package lock
