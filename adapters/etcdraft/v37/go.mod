module github.com/assay-dev/assay/adapters/etcdraft/v37

go 1.26.0

require (
	github.com/assay-dev/assay v0.0.0
	go.etcd.io/raft/v3 v3.7.0
	google.golang.org/protobuf v1.36.11
)

require (
	github.com/anishathalye/porcupine v1.3.1 // indirect
	gonum.org/v1/gonum v0.17.0 // indirect
)

replace github.com/assay-dev/assay => ../../..
