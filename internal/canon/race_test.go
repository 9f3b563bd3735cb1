//go:build race

package canon

// raceEnabled is set where sync.Pool forgets at random, which costs allocations.
const raceEnabled = true
