// Package v36 is release 3.6 of etcd's raft, as a Library of etcdraft.
package v36
