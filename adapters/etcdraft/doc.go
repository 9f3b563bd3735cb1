// Package etcdraft puts etcd's raft under Assay, unmodified: its RawNode with its MemoryStorage is a participant whose state changes in
// place. What a release calls things is in a module of its own beside this one (v37, v36), so that a program has only the release that
// it chose; everything else is here, and speaks of a release as a Library.
//
// One step of a member is: act (a message, an order, a timer), and then do all that the Ready of the library asks for, in the order
// that its contract demands: entries and hard state are persisted and synced, messages are sent, entries are applied, and the library is
// told so. Places where a disk may fail lie between the effects of one step: they are there under assay.Torn and assay.Unsynced.
//
// An election timeout is the timer "election" and a heartbeat the timer "heartbeat", which may fire whenever they are set: the library's
// own Tick is never called, so CheckQuorum, PreVote and leases, which count ticks, are not modelled. Nor are asynchronous writes, and
// compaction, so that no snapshot is sent.
package etcdraft
