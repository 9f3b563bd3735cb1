// Package naive explores a System the slow and obvious way: it is what the checker is held against, and the yardstick of its speed.
//
// It remembers no local step: every delivery runs its handler again. What it shares with the checker is what a step is (package
// step) and the canonical bytes.
package naive
