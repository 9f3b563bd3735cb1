package sim

import (
	"hash/fnv"
	"math/rand/v2"
)

// Each source of chance has a stream of its own, named after what it decides and seeded by the run's seed. A change in one part of a
// World then leaves the draws of all others as they were (common random numbers), so that two runs of one seed differ by what was
// changed and by nothing else.
func stream(seed uint64, names ...string) *rand.Rand {
	h := fnv.New64a()
	for _, name := range names {
		h.Write([]byte(name))
		h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}
