// Package v37 is release 3.7 of etcd's raft, as a Library of etcdraft.
package v37
