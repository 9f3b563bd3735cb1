package probes

import "github.com/assay-dev/assay"

// AsksOnce is broken: a pod whose settings are lost waits for them for ever. It is up, and nothing restarts it.
func AsksOnce() assay.System {
	return starting("probes/asks-once", 1, Starter{Config: configID})
}
