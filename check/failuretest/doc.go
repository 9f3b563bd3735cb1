// Package failuretest holds acceptance cases for the failures that check explores, derived by hand from the pages alone: disks, budgets,
// cuts, choices, clocks, schedules, liars, buffers, recovery. Each case has a twin in which the failure is not assumed, the budget is one
// less or the code is right, and the verdict flips. Random systems compare the reduced semantics with the full one.
package failuretest
