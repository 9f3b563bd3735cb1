module github.com/assay-dev/assay/adapters/xtime

go 1.26.0

require github.com/assay-dev/assay v0.0.0

require (
	github.com/anishathalye/porcupine v1.3.1 // indirect
	golang.org/x/time v0.16.0
)

replace github.com/assay-dev/assay => ../..
