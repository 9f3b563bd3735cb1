// Package people puts those who operate a system into its model: operators who follow a runbook on what they believe, their mistakes
// and their malice, the control plane that carries out what they order, and versions that are rolled out and back.
//
// An operator is an actor like any other: it never sees the system, only readings of signals, which are late. What it orders is a
// message to the control plane, so it comes late too, or never, or twice. Nothing here says how probable a mistake is; budgets say how
// many there are (assay.Assumptions.Mistakes and Malice), and everything within a budget is tried.
//
// Does not find: what a person would do who leaves the runbook in more than the ways of Mistake's sorts, or what no signal shows.
package people
