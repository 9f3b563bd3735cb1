// Package lattice finds where in a grid of ever weaker assumptions a claim breaks: the minimal points that violate it, the maximal
// points at which it still holds, and the cheapest caps that keep out every violation. It knows no system, only points and a judge.
//
// The minimal points are those of MARCO-like map solving (Liffiton et al., 2016) on a grid small enough to be listed: each answer
// decides what lies above or below it, where the dimensions that differ are monotone. The cures are minimal transversals, read off the
// same list: the maximal points under which no violation lies.
package lattice
