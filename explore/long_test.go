//go:build long

package explore_test

// variants are the examples whose broken variants are opened: all that have some.
var variants = []string{"fleet", "lock", "operator", "outbox", "paxos", "probes", "raft", "register", "retrystorm", "rollout", "twophase", "upgrade", "workqueue"}
